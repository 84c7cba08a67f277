package ai.kelix.tokenizer.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidPromptException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sequences of blocks: what stands where, into blocks and out again (kelix-ar §7, §11.3–11.4). */
class BlockLayoutTest {
  private static final int TEXT = 100;
  private static final int END_OF_BLOCK = 90;
  private static final int IMAGE = 91;
  private static final int START = 92;
  private static final int END = 93;

  /** Two codebooks of four codes behind a hundred text ids. */
  private static final BlockLayout LAYOUT =
      new BlockLayout(TEXT, 8, 2, END_OF_BLOCK, IMAGE, START, END);

  private static final BlockLayout RELEASED =
      new BlockLayout(151_936, 65_536, 8, 151_681, 151_655, 151_652, 151_653);

  @Test
  void slotsOfTheReleasedModelHaveTheRangesOfTheSpecification() {
    assertThat(RELEASED.idOf(0, 0)).isEqualTo(151_936);
    assertThat(RELEASED.idOf(0, 8_191)).isEqualTo(160_127);
    assertThat(RELEASED.idOf(1, 0)).isEqualTo(160_128);
    assertThat(RELEASED.idOf(7, 0)).isEqualTo(209_280);
    assertThat(RELEASED.idOf(7, 8_191)).isEqualTo(217_471);
  }

  @Test
  void textBlocksRepeatTheirEndAndVisualBlocksEndOnce() {
    int[] sequence = LAYOUT.expand(ids(7, IMAGE), ids(101, 106));
    assertThat(sequence).containsExactly(7, END_OF_BLOCK, END_OF_BLOCK, 101, 106, END_OF_BLOCK);
    assertThat(LAYOUT.count(sequence)).isEqualTo(2);
    assertThat(LAYOUT.isVisual(LAYOUT.first(sequence, 0))).isFalse();
    assertThat(LAYOUT.isVisual(LAYOUT.first(sequence, 1))).isTrue();
  }

  @Test
  void rowsWhoseFirstIdIsTextBecomeTextBlocks() {
    int[] sequence = LAYOUT.expand(ids(IMAGE, IMAGE), ids(5, END_OF_BLOCK, 100, 104));
    assertThat(sequence).containsExactly(5, END_OF_BLOCK, END_OF_BLOCK, 100, 104, END_OF_BLOCK);
  }

  @Test
  void placeholdersAndRowsMustBeEqualInNumber() {
    for (int rows : new int[] {0, 1, 3}) {
      assertThatThrownBy(() -> LAYOUT.expand(ids(IMAGE, 1, IMAGE), new int[2 * rows]))
          .isInstanceOf(InvalidPromptException.class)
          .hasMessageContainingAll("2 image placeholders", rows + " rows");
    }
  }

  @Test
  void imagesOfPromptsAreFoundAgainCodeByCode() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 500; round++) {
      int cells = random.nextInt(6);
      int[] codes = random.ints(2L * cells, 0, 4).toArray();
      int[] imageIds = new int[codes.length];
      Arrays.setAll(imageIds, i -> LAYOUT.idOf(i % 2, codes[i]));
      int[] before = random.ints(random.nextInt(4), 0, 90).toArray();
      int[] prompt = joined(before, ids(START), repeated(IMAGE, cells), ids(END), before);
      int[] sequence = LAYOUT.expand(prompt, imageIds);
      List<ImageSpan> spans = ImageSpan.find(LAYOUT, sequence);
      assertThat(spans).containsExactly(new ImageSpan(before.length, before.length + cells + 1));
      assertThat(spans.get(0).codes(LAYOUT, sequence)).containsExactly(codes);
      assertThat(spans.get(0).ids(LAYOUT, sequence)).containsExactly(imageIds);
    }
  }

  @Test
  void markersAreKeptAmongTheIdsButAreNoCodes() {
    int[] sequence = LAYOUT.expand(ids(START, 5, IMAGE, END), ids(101, 104));
    ImageSpan image = ImageSpan.find(LAYOUT, sequence).get(0);
    assertThat(image.ids(LAYOUT, sequence)).containsExactly(5, END_OF_BLOCK, 101, 104);
    assertThat(image.codes(LAYOUT, sequence)).containsExactly(1, 0);
  }

  @Test
  void generatedImagesCanBeFedBackAsTheyWere() {
    int[] generated = LAYOUT.expand(ids(START, 5, IMAGE, 6, IMAGE, END), ids(101, 104, 103, 107));
    int[] ids = ImageSpan.find(LAYOUT, generated).get(0).ids(LAYOUT, generated);
    int[] prompt = LAYOUT.filled(ids(START, END), ids.length / 2);
    assertThat(LAYOUT.expand(prompt, ids)).containsExactly(generated);
  }

  @Test
  void codesThatLeftTheirCodebookAreClampedToIt() {
    int[] sequence = LAYOUT.expand(ids(START, IMAGE, END), ids(107, 100));
    assertThat(ImageSpan.find(LAYOUT, sequence).get(0).codes(LAYOUT, sequence))
        .containsExactly(3, 0);
  }

  @Test
  void eachStartTakesTheFirstUnusedEndBehindIt() {
    int[] sequence = LAYOUT.expand(ids(END, START, 1, START, 2, END, 3, END, START), ids());
    assertThat(ImageSpan.find(LAYOUT, sequence))
        .containsExactly(new ImageSpan(1, 5), new ImageSpan(3, 7));
  }

  private static int[] ids(int... ids) {
    return ids;
  }

  private static int[] joined(int[]... parts) {
    return Stream.of(parts).flatMapToInt(IntStream::of).toArray();
  }

  private static int[] repeated(int id, int count) {
    int[] ids = new int[count];
    Arrays.fill(ids, id);
    return ids;
  }
}
