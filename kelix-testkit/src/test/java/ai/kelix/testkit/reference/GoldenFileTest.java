package ai.kelix.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import org.junit.jupiter.api.Test;

/** Reading and comparing fixtures. */
class GoldenFileTest {

  @Test
  void readsAFixture() {
    GoldenFile golden = GoldenFile.fixture("ar-micro-a/golden.safetensors");
    assertThat(golden.get("vit.embeddings").dtype()).isEqualTo(DType.F32);
    assertThat(golden.get("tok.aligned_ids").longs()).hasSize(64);
    GoldenAssert.close(golden.get("tok.z"), golden.get("tok.z"), 0);
  }

  @Test
  void offersAFixtureAsWeights() {
    GoldenFile model = GoldenFile.fixture("ar-micro-a/model.safetensors");
    StoredTensor stored = model.asWeights().require("lm_head.weight");
    HostTensor weight =
        HostTensor.wrap(model.asWeights().map(stored), stored.dtype(), stored.sizes());
    GoldenAssert.close(weight, model.get("lm_head.weight"), 0);
  }

  @Test
  void tellsTheFirstElementThatDiffers() {
    HostTensor expected = HostTensor.of(new float[] {100, 1, 2}, 3);
    HostTensor near = HostTensor.of(new float[] {100.05f, 1.05f, 2}, 3);
    GoldenAssert.close(near, expected, 1e-3);
    assertThatThrownBy(() -> GoldenAssert.close("logits", near, expected, 1e-4))
        .hasMessageContaining("logits: element 0");
    HostTensor nan = HostTensor.of(new float[] {100, Float.NaN, 2}, 3);
    assertThatThrownBy(() -> GoldenAssert.close(nan, expected, 1))
        .isInstanceOf(AssertionError.class);
  }
}
