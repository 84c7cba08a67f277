package ai.kelix.training.tiny;

import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.network.layers.Linear;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.eval.scene.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

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
   * @param parts receives how many of the labels that name something are right, per sort
   */
  Tensor loss(
      TensorScope scope, Tensor features, List<Picture> pictures, Map<String, Tensor> parts) {
    List<Sight> sights = pictures.stream().map(Sight::of).toList();
    Tensor logits = head.apply(features);
    Tensor sum = null;
    int first = 0;
    for (CellLabels sort : CellLabels.values()) {
      int width = sort.places() * sort.classes();
      Dim answers = features.dim(0).times(sort.places());
      Tensor own = logits.narrow(1, first, width).reshape(answers, Dim.of(sort.classes()));
      first += width;
      int[] labels = sights.stream().flatMapToInt(s -> Arrays.stream(sort.of(s))).toArray();
      Tensor each = LossMath.crossEntropy(own, LossMath.upload(scope, labels));
      Tensor loss = each.times(scope.upload(balance(labels))).sum(0, false);
      sum = sum == null ? loss : sum.plus(loss);
      right(scope, own, labels)
          .ifPresent(share -> parts.put(sort.name().toLowerCase(Locale.ROOT), share));
    }
    return Objects.requireNonNull(sum, "there are labels");
  }

  /** Weights with which labels that name something count together as much as all others. */
  private static HostTensor balance(int[] labels) {
    long something = Arrays.stream(labels).filter(label -> label > 0).count();
    float[] weights = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      weights[i] = 1f / (labels[i] > 0 ? something : labels.length - something);
    }
    return HostTensor.of(weights, labels.length);
  }

  /** Share of right answers where there is something; nothing is easy and would drown the rest. */
  private static Optional<Tensor> right(TensorScope scope, Tensor logits, int[] labels) {
    List<Integer> something =
        IntStream.range(0, labels.length).filter(i -> labels[i] > 0).boxed().toList();
    if (something.isEmpty()) {
      return Optional.empty();
    }
    Tensor targets = LossMath.upload(scope, something.stream().map(i -> labels[i]).toList());
    return Optional.of(LossMath.accuracy(logits.rows(LossMath.upload(scope, something)), targets));
  }
}
