package ai.kelix.tiny.recipe;

import ai.kelix.model.layers.Linear;
import ai.kelix.model.loss.CrossEntropy;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Lets what is known of each cell name what is there; its weights are not shipped. */
final class CellReading {
  private static final int CLASSES =
      Arrays.stream(CellLabels.values()).mapToInt(l -> l.places() * l.classes()).sum();

  private final Linear head;

  /**
   * Takes weights.
   *
   * @param width of what is known of a cell
   */
  CellReading(Parameters own, long width) {
    this.head = Linear.withBias(own, width, CLASSES);
  }

  /**
   * Sums the mean cross-entropies of all sorts of labels, separately where there is something and
   * where there is nothing.
   *
   * @param features {@code [B·16, width]}
   * @param answers what the cells show
   * @param parts receives how many of the labels that name something are right, per sort
   */
  Tensor loss(TensorScope scope, Tensor features, CellAnswers answers, Map<String, Tensor> parts) {
    Tensor logits = head.forward(features);
    Tensor sum = null;
    int first = 0;
    for (CellLabels sort : CellLabels.values()) {
      CellAnswers.Sort right = answers.get(sort);
      int width = sort.places() * sort.classes();
      Dim count = features.dim(0).times(sort.places());
      Tensor own = logits.narrow(1, first, width).reshape(count, Dim.of(sort.classes()));
      first += width;
      Tensor each = CrossEntropy.of(own, scope.upload(right.labels()));
      Tensor loss = each.times(scope.upload(right.weights())).sum(0, false);
      sum = sum == null ? loss : sum.plus(loss);
      if (right.namesSomething()) {
        // Nothing is easy to tell and would drown the rest.
        Tensor where = own.rows(scope.upload(right.something()));
        Tensor share = LossMath.accuracy(where, scope.upload(right.named()));
        parts.put(sort.name().toLowerCase(Locale.ROOT), share);
      }
    }
    return Objects.requireNonNull(sum, "there are labels");
  }
}
