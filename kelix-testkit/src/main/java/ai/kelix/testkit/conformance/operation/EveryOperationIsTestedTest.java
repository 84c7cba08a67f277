package ai.kelix.testkit.conformance.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.TensorMath;
import ai.kelix.tensor.TensorShaping;
import ai.kelix.tensor.Tensors;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** An operation without a class here is a failure. */
class EveryOperationIsTestedTest {
  /** They ask about a tensor and compute nothing; stages are tested in the life of programs. */
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
          "applyPresent",
          "make",
          "toString",
          "equals",
          "hashCode");

  @Test
  void eachHasATest() {
    List<Class<?>> tests =
        ReflectionSupport.findAllClassesInPackage(
            "ai.kelix.testkit.conformance.operation",
            type -> type.isAnnotationPresent(Exercises.class),
            name -> true);
    Set<String> tested =
        tests.stream()
            .flatMap(test -> Arrays.stream(test.getAnnotation(Exercises.class).value()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tested).isEqualTo(operations());
  }

  private static Set<String> operations() {
    return Stream.of(Tensor.class, TensorMath.class, TensorShaping.class, Tensors.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .map(Method::getName)
        .filter(name -> !NO_OPERATIONS.contains(name) && !name.contains("$"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
