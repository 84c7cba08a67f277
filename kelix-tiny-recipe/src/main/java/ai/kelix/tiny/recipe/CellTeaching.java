package ai.kelix.tiny.recipe;

import ai.kelix.model.layers.Linear;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;
import java.util.Map;

/**
 * Teaches the eyes densely: the features of each cell must name what is there and reproduce a
 * coarse copy of it. The weights are not shipped.
 */
final class CellTeaching {
  private static final double COPY_WEIGHT = 2;

  private final CellReading reading;
  private final Linear paint;
  private final int patch;

  CellTeaching(Parameters root, TokenizerConfig tokenizer) {
    this.patch = tokenizer.vision().patchSize();
    long width = (long) tokenizer.codebooks() * tokenizer.subspaceDim();
    this.reading = new CellReading(root.at("auxiliary.cells"), width);
    this.paint = Linear.withBias(root.at("auxiliary.copy"), width, 3L * patch * patch);
  }

  /**
   * Judges features.
   *
   * @param z features or codes of all subspaces, {@code [N, B·16, d]}
   * @param pixels patches of the pictures, {@code [B, 64, 3·14·14]}
   * @param answers what the cells show
   * @param parts receives numbers worth logging
   */
  Tensor loss(
      TensorScope scope, Tensor z, Tensor pixels, CellAnswers answers, Map<String, Tensor> parts) {
    Dim width = z.dim(0).times(z.dim(2));
    Tensor features = z.transpose(0, 1).reshape(z.dim(1), width);
    Tensor copy =
        paint.forward(features).minus(coarse(pixels)).abs().mean(-1, false).mean(0, false);
    Tensor cells = reading.loss(scope, features, answers, parts);
    parts.put("cells", cells);
    parts.put("copy", copy);
    return cells.plus(copy.times(COPY_WEIGHT));
  }

  /** {@code [B, 64, 3·14·14]} patches to {@code [B·16, 3·14·14]} cells of half resolution. */
  private Tensor coarse(Tensor pixels) {
    long c = Lesson.CELLS;
    Dim half = Dim.of(patch / 2);
    Dim two = Dim.of(2);
    Tensor split =
        pixels.reshape(
            pixels.dim(0), Dim.of(c), two, Dim.of(c), two, Dim.of(3), half, two, half, two);
    // Axes: batch, cell row, patch row, cell column, patch column, channel, y, y', x, x'.
    Tensor averaged = split.mean(9, false).mean(7, false);
    return averaged
        .permute(0, 1, 3, 5, 2, 6, 4, 7)
        .reshape(pixels.dim(0).times(c * c), Dim.of(3L * patch * patch));
  }
}
