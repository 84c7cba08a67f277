package ai.kelix.testkit.conformance.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An operation has its gradient compared, or a reason why it has none. */
class EveryGradientIsComparedTest {
  /** Whose results are integers, truth values, or the same number almost everywhere. */
  private static final Set<String> FLAT =
      Set.of("argmax", "argmin", "equalTo", "lessThan", "atLeast", "and", "not", "floor", "round");

  /** Changes a cache in place, which training never does. */
  private static final String WITH_STATE = "cachedAttention";

  /** All gradients here are with regard to weights. */
  private static final Set<String> NO_OPERATIONS =
      Set.of(
          "shape",
          "dtype",
          "dim",
          "named",
          "type",
          "tape",
          "handle",
          "axis",
          "apply",
          "applyAll",
          "make",
          "weight");

  private static final Set<String> OBJECT =
      Arrays.stream(Object.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

  @Test
  void eachIsComparedOrHasNone() {
    Set<String> compared =
        DifferentiableOperations.all().stream()
            .map(Differentiable::operation)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(compared).doesNotContainAnyElementsOf(FLAT);
    compared.addAll(FLAT);
    compared.add(WITH_STATE);
    compared.addAll(NO_OPERATIONS);
    Set<String> all =
        Arrays.stream(Tensor.class.getMethods())
            .map(Method::getName)
            .filter(name -> !OBJECT.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(compared).isEqualTo(all);
  }
}
