package ai.kelix.tools.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PackerTest {
  private final Packer packer = new Packer(5);

  private static TrainingDocument document(int length) {
    return new TrainingDocument(new int[length], new long[length]);
  }

  @Test
  void aDocumentWithoutRoomBeginsTheNextPack() {
    assertThat(packer.add(document(3))).isEmpty();
    assertThat(packer.add(document(2))).as("fills it to the last id").isEmpty();
    assertThat(packer.add(document(1)).orElseThrow().borders()).containsExactly(0, 3, 5);
    assertThat(packer.rest().orElseThrow().borders()).containsExactly(0, 1);
    assertThat(packer.rest()).isEmpty();
  }

  @Test
  void aDocumentThatFitsNoPackIsRefused() {
    assertThat(packer.fits(document(6))).isFalse();
    assertThatThrownBy(() -> packer.add(document(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 5");
    assertThat(packer.rest()).as("and leaves no empty pack").isEmpty();
  }

  @Test
  void fillingIsASegmentOfItsOwn() {
    packer.add(document(3));
    Pack pack = packer.rest().orElseThrow();

    Pack filled = pack.filledTo(4, 9);

    assertThat(filled.ids()).containsExactly(0, 0, 0, 9);
    assertThat(filled.borders()).containsExactly(0, 3, 4);
    assertThat(filled.samples()).containsExactly(0, 0, 0, Pack.FILLING);
    assertThat(filled.filledTo(2, 9)).isSameAs(filled);
  }
}
