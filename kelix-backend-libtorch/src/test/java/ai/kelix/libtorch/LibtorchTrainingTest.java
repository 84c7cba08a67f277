package ai.kelix.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class LibtorchTrainingTest {

  @Test
  void adamWFitsALine() {
    try (GradientBackend backend = open();
        Variables variables = backend.variables()) {
      variables.put("weight", HostTensor.of(new float[] {0}, 1, 1), true);
      variables.put("bias", HostTensor.of(new float[] {0}, 1), true);
      Optimizer optimizer = variables.adamW(new AdamW(0.9, 0.95, 1e-8, 0));
      for (int step = 0; step < 500; step++) {
        step(backend, variables, optimizer);
      }
      assertThat(variables.get("weight").floats()[0]).isBetween(1.99f, 2.01f);
      assertThat(variables.get("bias").floats()[0]).isBetween(-1.01f, -0.99f);
    }
  }

  @Test
  void restoredOptimizerContinuesExactly() {
    try (GradientBackend backend = open();
        Variables once = line(backend);
        Variables twice = line(backend)) {
      AdamW settings = new AdamW(0.9, 0.95, 1e-8, 0.1);
      Optimizer whole = once.adamW(settings);
      Optimizer firstHalf = twice.adamW(settings);
      for (int i = 0; i < 5; i++) {
        step(backend, once, whole);
        step(backend, twice, firstHalf);
      }
      Map<String, HostTensor> state = firstHalf.state();
      Optimizer secondHalf = twice.adamW(settings);
      secondHalf.restore(state);
      for (int i = 0; i < 5; i++) {
        step(backend, once, whole);
        step(backend, twice, secondHalf);
      }
      assertThat(twice.get("weight").floats()).containsExactly(once.get("weight").floats());
    }
  }

  @Test
  void trainingStepsLeaveNoNativeMemoryBehind() {
    try (GradientBackend backend = open();
        Variables variables = line(backend)) {
      Optimizer optimizer = variables.adamW(new AdamW(0.9, 0.95, 1e-8, 0));
      for (int i = 0; i < 200; i++) {
        step(backend, variables, optimizer);
      }
      long before = Pointer.totalCount();
      for (int i = 0; i < 2000; i++) {
        step(backend, variables, optimizer);
      }
      assertThat(Pointer.totalCount() - before).isLessThan(50);
    }
  }

  private static Variables line(GradientBackend backend) {
    Variables variables = backend.variables();
    variables.put("weight", HostTensor.of(new float[] {0.5f}, 1, 1), true);
    variables.put("bias", HostTensor.of(new float[] {0.5f}, 1), true);
    return variables;
  }

  private static void step(GradientBackend backend, Variables variables, Optimizer optimizer) {
    try (TensorScope scope = backend.scope(variables)) {
      Tensor x = scope.upload(HostTensor.of(new float[] {-1, 0, 1, 2}, 4, 1));
      Tensor y = x.times(2).plus(-1);
      Tensor fit = Linear.withBias(Parameters.of(variables), 1, 1).forward(x);
      Tensor loss = fit.minus(y).square().mean(0, false).mean(0, false);
      variables.zeroGradients();
      variables.backward(loss);
      optimizer.step(0.05);
    }
  }

  private static GradientBackend open() {
    return (GradientBackend) new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
