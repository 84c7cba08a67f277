package ai.kelix.engine;

import ai.kelix.model.dit.DitConfig;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.util.Map;

/**
 * The sizes of the smallest call that is worth loading a model for: one image of the least size
 * with an answer of the default length, or one picture. What cannot hold this need not be loaded.
 *
 * @param eyes sizes when an image is encoded
 * @param language sizes when its blocks are read
 * @param painting sizes when a picture is painted; empty if the model does not paint
 * @param heap bytes of Java heap for its numbers and pixels
 */
record ModestCall(
    Map<String, Long> eyes, Map<String, Long> language, Map<String, Long> painting, long heap) {
  private static final long ANSWER_BLOCKS = 256;

  /** A picture as floats, read from the backend and converted, as packed colours and as bytes. */
  private static final long BYTES_PER_PIXEL = 3 * 4 + 4 + 3;

  static ModestCall of(ModelFolder folder) {
    PreprocessorConfig images = folder.preprocessor();
    long pixels = (long) images.patch() * images.merge();
    long cells = (long) Math.ceil(Math.sqrt(images.leastPixels()) / pixels);
    long patches = cells * images.merge();
    long most = folder.config().backbone().maxPositions();
    long blocks = Math.min(most, cells * cells);
    long capacity = Math.min(most, blocks + ANSWER_BLOCKS);
    BlockLayout layout = folder.layout();
    long logits = (long) layout.vocabulary() + (long) layout.codebooks() * layout.codebookSize();
    return new ModestCall(
        Map.of("rows", patches, "columns", patches),
        Map.of("batch", 1L, "blocks", blocks, "capacity", capacity),
        folder.painting().map(painting -> picture(painting.dit())).orElse(Map.of()),
        Float.BYTES * logits * layout.width()
            + folder.painting().map(painting -> heap(painting.dit())).orElse(0L));
  }

  private static Map<String, Long> picture(DitConfig dit) {
    long side = dit.inputSize();
    return Map.of("batch", 1L, "rows", (long) dit.conditionRows(), "height", side, "width", side);
  }

  private static long heap(DitConfig dit) {
    long side = (long) dit.inputSize() * dit.downsampleRate();
    return BYTES_PER_PIXEL * side * side;
  }
}
