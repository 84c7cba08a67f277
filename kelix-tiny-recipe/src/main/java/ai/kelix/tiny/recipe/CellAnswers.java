package ai.kelix.tiny.recipe;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tiny.world.scene.Picture;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What the cells of some pictures show, ready to be compared with.
 *
 * @param sorts the answers of each sort
 */
record CellAnswers(Map<CellLabels, Sort> sorts) {

  CellAnswers {
    sorts = Map.copyOf(sorts);
  }

  /** Looks at all cells of all pictures. */
  static CellAnswers of(List<Picture> pictures) {
    List<Sight> sights = pictures.stream().map(Sight::of).toList();
    Map<CellLabels, Sort> sorts = new EnumMap<>(CellLabels.class);
    for (CellLabels sort : CellLabels.values()) {
      sorts.put(sort, Sort.of(sights.stream().flatMapToInt(s -> Arrays.stream(sort.of(s)))));
    }
    return new CellAnswers(sorts);
  }

  /** Returns the answers of one sort. */
  Sort get(CellLabels sort) {
    return Objects.requireNonNull(sorts.get(sort));
  }

  /**
   * Answers of one sort.
   *
   * @param labels classes of all places of all cells of all pictures
   * @param weights with which labels that name something count together as much as all others
   * @param something positions of the labels that name something
   * @param named these labels themselves
   */
  record Sort(HostTensor labels, HostTensor weights, HostTensor something, HostTensor named) {

    private static Sort of(IntStream all) {
      int[] labels = all.toArray();
      int[] something = IntStream.range(0, labels.length).filter(i -> labels[i] > 0).toArray();
      int nothing = labels.length - something.length;
      float[] weights = new float[labels.length];
      for (int i = 0; i < labels.length; i++) {
        weights[i] = 1f / (labels[i] > 0 ? something.length : nothing);
      }
      return new Sort(
          LossMath.indices(labels),
          HostTensor.of(weights, labels.length),
          LossMath.indices(something),
          LossMath.indices(Arrays.stream(something).map(i -> labels[i]).toArray()));
    }

    /** Tells whether any label names something. */
    boolean namesSomething() {
      return named.count() > 0;
    }
  }
}
