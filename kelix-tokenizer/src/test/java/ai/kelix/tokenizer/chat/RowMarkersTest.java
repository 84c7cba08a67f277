package ai.kelix.tokenizer.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KelixTokenizer;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each row of an image is announced by its number and the number of columns (kelix-ar §11.2). */
class RowMarkersTest {
  private static final TextTokenizer TOKENIZER = KelixTokenizer.INSTANCE;
  private static final ControlTokens TOKENS = ControlTokens.of(TOKENIZER);

  @Test
  void rowsCountFromZeroAndNameTheirColumns() {
    String text = TOKENIZER.decode(image(RowMarkers.ROW_AND_COLUMNS, 2, 3));
    assertThat(text)
        .isEqualTo(
            "<|vision_start|>"
                + "<|mm_pos_start|>0,3<|mm_pos_end|><|image_pad|><|image_pad|><|image_pad|>"
                + "<|mm_pos_start|>1,3<|mm_pos_end|><|image_pad|><|image_pad|><|image_pad|>"
                + "<|vision_end|>");
  }

  @Test
  void anImageOfTheReleasedModelHas442States() {
    assertThat(image(RowMarkers.ROW_AND_COLUMNS, 18, 18)).hasSize(324 + 118);
  }

  @Test
  void everyCellHasOnePlaceholderWhateverTheMarkers() {
    for (RowMarkers markers : new RowMarkers[] {RowMarkers.ROW_AND_COLUMNS, (out, r, c) -> {}}) {
      for (int side = 1; side < 12; side++) {
        int[] ids = image(markers, side, side + 1);
        assertThat(IntStream.of(ids).filter(id -> id == TOKENS.image())).hasSize(side * (side + 1));
      }
    }
  }

  private static int[] image(RowMarkers markers, int rows, int columns) {
    return new SequenceWriter(TOKENIZER, TOKENS, markers).image(rows, columns).ids();
  }
}
