package ai.kelix.training.tiny;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.gradient.GradientBackend;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.gradient.Variables;
import ai.kelix.core.network.quantizer.ProductQuantizer;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import java.util.Map;

/**
 * Sets the language model's rows of visual codes to the up-projections of the effective codes, so
 * that a model which understood features understands codes at once.
 */
final class VisualRows {
  private static final String TABLE = "model.model.tok_embeddings.embed_tokens.weight";

  private VisualRows() {}

  /** Replaces the rows in the weights of an autoregressive checkpoint. */
  static void project(GradientBackend backend, ArConfig config, Map<String, HostTensor> weights) {
    int n = config.tokenizer().codesPerToken();
    int k = config.tokenizer().codesPerSubspace();
    int d = config.tokenizer().subspaceDim();
    int width = config.backbone().width();
    float[] table = Program.require(weights, TABLE).floats();
    float[] codes = codes(backend, config, weights);
    for (int i = 0; i < n; i++) {
      float[] up =
          Program.require(weights, "visual_tokenizer.up_projectors." + i + ".weight").floats();
      for (int code = 0; code < k; code++) {
        int row = config.backbone().firstId(i) + code;
        project(up, codes, (i * k + code) * d, d, table, row * width, width);
      }
    }
    weights.put(TABLE, HostTensor.of(table, config.backbone().tableRows(), width));
  }

  private static float[] codes(
      GradientBackend backend, ArConfig config, Map<String, HostTensor> weights) {
    try (Variables variables = backend.variables();
        TensorScope scope = backend.scope()) {
      weights.forEach((name, values) -> variables.put(name, values, false));
      ProductQuantizer quantizer =
          new ProductQuantizer(variables.parameters().at("visual_tokenizer"), config.tokenizer());
      return scope.download(quantizer.codebooks()).floats();
    }
  }

  private static void project(
      float[] matrix, float[] in, int from, int d, float[] out, int to, int width) {
    for (int o = 0; o < width; o++) {
      float sum = 0;
      for (int j = 0; j < d; j++) {
        sum += matrix[o * d + j] * in[from + j];
      }
      out[to + o] = sum;
    }
  }
}
