package ai.kelix.testkit.conformance.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import ai.kelix.testkit.reference.GoldenAssert;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the backend differentiates is what differences say. */
@ExtendWith(LaboratoryExtension.class)
class OperationGradients {
  /** Of the largest magnitude of a gradient, in float32. */
  private static final double CLOSE = 2e-5;

  private final Laboratory lab;

  OperationGradients(Laboratory lab) {
    this.lab = lab;
  }

  static List<Differentiable> operations() {
    return DifferentiableOperations.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void equalDifferences(Differentiable operation) {
    assertThat(lab.backend()).isInstanceOf(GradientBackend.class);
    List<HostTensor> inputs = new ArrayList<>();
    for (long[] shape : operation.shapes()) {
      inputs.add(Laboratory.random(inputs.size() + 11, shape));
    }
    Differences differences = new Differences(operation.body(), inputs);
    HostTensor weights = Laboratory.random(5, differences.resultSizes());
    List<HostTensor> found =
        gradients((GradientBackend) lab.backend(), operation.body(), inputs, weights);
    for (int i = 0; i < inputs.size(); i++) {
      float[] expected = differences.gradient(i, weights.floats());
      GoldenAssert.close(
          "gradient of input " + i,
          found.get(i),
          HostTensor.of(expected, inputs.get(i).sizes()),
          CLOSE);
    }
  }

  private static List<HostTensor> gradients(
      GradientBackend backend, Laboratory.Body body, List<HostTensor> inputs, HostTensor weights) {
    try (Variables variables = backend.variables();
        TensorScope scope = backend.scope(variables)) {
      List<Tensor> tensors = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        variables.put("x" + i, inputs.get(i), true);
        Shape shape = Shape.of(inputs.get(i).sizes());
        Parameter input = new Parameter("x" + i, shape, FirstValues.ZEROS);
        tensors.add(scope.tensors().weight(input, DType.F32));
      }
      Tensor weighed = body.run(scope.tensors(), tensors).times(scope.upload(weights));
      variables.backward(weighed.reshape(weighed.shape().count()).sum(0, false));
      return variables.names().stream().map(variables::gradient).toList();
    }
  }
}
