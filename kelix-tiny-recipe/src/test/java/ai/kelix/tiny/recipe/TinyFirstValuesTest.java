package ai.kelix.tiny.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.model.initial.Initialization;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.type.Shape;
import org.junit.jupiter.api.Test;

class TinyFirstValuesTest {
  private final Initialization draws = new Initialization(3, 0.5);
  private final TinyFirstValues first = new TinyFirstValues(draws);

  @Test
  void normedQueriesAndKeysBeginSharp() {
    for (String name : new String[] {"layers.0.attn.q_norm.scale", "layers.1.attn.k_norm.scale"}) {
      Parameter scale = new Parameter(name, Shape.of(2), FirstValues.ONES);

      assertThat(first.of(scale).floats()).containsExactly(1.75f, 1.75f);
      assertThat(draws.initial(scale).floats()).containsExactly(1, 1);
    }
  }

  @Test
  void allElseBeginsAsItsLayerDeclares() {
    Parameter norm = new Parameter("layers.0.sa_norm.scale", Shape.of(2), FirstValues.ONES);
    Parameter matrix =
        new Parameter("layers.0.mlp.w2.weight", Shape.of(2, 3), FirstValues.RESIDUAL);

    assertThat(first.of(norm).floats()).containsExactly(1, 1);
    assertThat(first.of(matrix).floats()).containsExactly(draws.initial(matrix).floats());
  }
}
