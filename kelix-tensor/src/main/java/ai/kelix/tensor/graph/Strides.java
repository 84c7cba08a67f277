package ai.kelix.tensor.graph;

import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far apart in memory the elements along each axis lie: tells where a reshape has to copy.
 *
 * @param sizes of each axis
 * @param steps from one element to the next, in elements
 */
record Strides(List<Long> sizes, List<Long> steps) {

  /** Elements side by side in row-major order. */
  static Strides plain(Shape shape) {
    long[] sizes = shape.sizes();
    return of(sizes, IntStream.range(0, sizes.length).boxed().toList());
  }

  /** Side by side, the axes nested in this order, outermost first. */
  private static Strides of(long[] sizes, List<Integer> order) {
    long[] steps = new long[sizes.length];
    long step = 1;
    for (int i = order.size() - 1; i >= 0; i--) {
      steps[order.get(i)] = step;
      step *= Math.max(1, sizes[order.get(i)]);
    }
    return new Strides(boxed(sizes), boxed(steps));
  }

  private static List<Long> boxed(long[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** Side by side, the axes nested as here. */
  Strides compact() {
    List<Integer> order =
        IntStream.range(0, sizes.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer axis) -> -steps.get(axis)))
            .toList();
    return of(sizes.stream().mapToLong(Long::longValue).toArray(), order);
  }

  /** Tells whether these are matrices side by side, whose rows or columns are. */
  boolean isMatrix() {
    int rank = sizes.size();
    if (rank < 2) {
      return rank == 0 || steps.get(0) == 1 || sizes.get(0) == 1;
    }
    List<Long> last = compactSteps();
    boolean outer = steps.subList(0, rank - 2).equals(last.subList(0, rank - 2));
    long rows = steps.get(rank - 2);
    long columns = steps.get(rank - 1);
    boolean plain = rows == sizes.get(rank - 1) && columns == 1;
    boolean swapped = rows == 1 && columns == sizes.get(rank - 2);
    return outer && (plain || swapped);
  }

  private List<Long> compactSteps() {
    long[] plain = sizes.stream().mapToLong(Long::longValue).toArray();
    return of(plain, IntStream.range(0, plain.length).boxed().toList()).steps();
  }

  /** Returns how a view lies; empty if it has to be copied. */
  Optional<Strides> seen(View view, Shape result) {
    long[] to = result.sizes();
    if (view instanceof View.Reshape) {
      return reshaped(to);
    }
    if (view instanceof View.Permute permute) {
      return Optional.of(new Strides(boxed(to), permute.axes().stream().map(steps::get).toList()));
    }
    if (view instanceof View.Expand) {
      return Optional.of(new Strides(boxed(to), expanded(to)));
    }
    if (view instanceof View.Narrow) {
      return Optional.of(new Strides(boxed(to), steps));
    }
    return reshaped(to);
  }

  private List<Long> expanded(long[] to) {
    long[] expanded = new long[to.length];
    int added = to.length - steps.size();
    for (int axis = added; axis < to.length; axis++) {
      boolean repeats = sizes.get(axis - added) != to[axis];
      expanded[axis] = repeats ? 0 : steps.get(axis - added);
    }
    return boxed(expanded);
  }

  /**
   * Matches groups of axes that lie side by side with groups of new axes, from the innermost on.
   */
  private Optional<Strides> reshaped(long[] to) {
    long[] found = new long[to.length];
    int next = to.length - 1;
    int axis = sizes.size() - 1;
    while (axis >= 0) {
      long step = steps.get(axis);
      long run = sizes.get(axis);
      while (axis > 0
          && (sizes.get(axis - 1) == 1 || run == 1 || steps.get(axis - 1) == run * step)) {
        axis--;
        step = run == 1 ? steps.get(axis) : step;
        run *= sizes.get(axis);
      }
      long covered = 1;
      while (next >= 0 && (covered < run || to[next] == 1)) {
        found[next] = covered * step;
        covered *= to[next];
        next--;
      }
      if (covered != run) {
        return Optional.empty();
      }
      axis--;
    }
    Arrays.fill(found, 0, next + 1, 1);
    return Optional.of(new Strides(boxed(to), boxed(found)));
  }
}
