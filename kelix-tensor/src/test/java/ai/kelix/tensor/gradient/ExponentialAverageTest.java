package ai.kelix.tensor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExponentialAverageTest {
  private static Map<String, HostTensor> weights(float value) {
    HostTensor tensor = HostTensor.of(new float[] {value, value}, 2);
    return Map.of("weight", tensor, "buffer", tensor);
  }

  @Test
  void onlyParametersFollow() {
    ExponentialAverage average = new ExponentialAverage(0.75, weights(0), Set.of("buffer"));

    average.update(weights(4));
    average.update(weights(4));

    assertThat(Program.require(average.weights(), "weight").floats()).containsOnly(1.75f);
    assertThat(Program.require(average.weights(), "buffer").floats()).containsOnly(0);
  }

  @Test
  void otherWeightsAreRefused() {
    ExponentialAverage average = new ExponentialAverage(0.75, weights(0), Set.of("buffer"));

    assertThatThrownBy(() -> average.update(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 numbers of 'weight', the weights none");
    assertThatThrownBy(() -> new ExponentialAverage(1.5, weights(0), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5, expected 0 … 1");
  }
}
