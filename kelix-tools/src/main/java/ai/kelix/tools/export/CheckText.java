package ai.kelix.tools.export;

import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A sequence of text and visual blocks to predict. */
final class CheckText {
  private static final String PASSAGE =
      "The picture shows a red circle above a blue square. How many shapes are there? Two. What"
          + " color is the circle? Red. Yesterday it rained in the morning, so the children stayed"
          + " at home and drew houses, trees and a yellow star. There are three boats on the lake"
          + " and one on the shore; the largest has a white sail. What is left of the star? A"
          + " tree.";

  private static final int CELLS = 16;
  private static final int RANDOM_TEXT = 96;

  private final BackboneConfig config;
  private final BlockLayout layout;
  private final Path tokenizer;
  private final Random random = new Random(7);

  CheckText(BackboneConfig config, Path folder) {
    this.config = config;
    this.layout = config.layout();
    this.tokenizer = folder.resolve("tokenizer.json");
  }

  /**
   * Returns blocks {@code [1, L, M]}: a passage, cut to the positions of the model, then an image
   * if the model knows images.
   */
  HostTensor blocks() {
    int image = config.isTextual() ? 0 : CELLS + 2;
    int[] passage = text();
    int[] text =
        Arrays.copyOf(
            passage, Math.max(1, Math.min(passage.length, config.maxPositions() - image)));
    int count = text.length + image;
    int[] blocks = new int[count * layout.width()];
    int at = 0;
    for (int id : text) {
      layout.putText(blocks, at++, id);
    }
    if (image > 0) {
      putImage(blocks, at);
    }
    long[] ids = Arrays.stream(blocks).asLongStream().toArray();
    return HostTensor.of(ids, 1, count, layout.width());
  }

  private void putImage(int[] blocks, int from) {
    int at = from;
    layout.putText(blocks, at++, config.visionStartId());
    for (int cell = 0; cell < CELLS; cell++) {
      layout.putIds(blocks, at++, cell(), 0);
    }
    layout.putText(blocks, at, config.visionEndId());
  }

  private int[] cell() {
    int[] ids = new int[layout.codebooks()];
    Arrays.setAll(ids, j -> layout.idOf(j, random.nextInt(config.codebookSize())));
    return ids;
  }

  /** Checkpoints without a tokenizer, such as parts of a release, get words without sense. */
  private int[] text() {
    if (Files.isRegularFile(tokenizer)) {
      return TextTokenizer.read(tokenizer).encode(PASSAGE);
    }
    return random.ints(RANDOM_TEXT, 0, config.vocabSize()).toArray();
  }
}
