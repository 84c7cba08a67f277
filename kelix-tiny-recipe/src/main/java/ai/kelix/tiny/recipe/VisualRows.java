package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tools.codebook.CodeEmbeddings;
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
    int width = config.backbone().width();
    float[] table = Program.require(weights, TABLE).floats();
    HostTensor codes = codes(backend, config, weights);
    for (int i = 0; i < config.tokenizer().codebooks(); i++) {
      HostTensor up = Program.require(weights, "visual_tokenizer.up_projectors." + i + ".weight");
      float[] rows = CodeEmbeddings.rows(codes, i, up);
      System.arraycopy(rows, 0, table, config.backbone().firstId(i) * width, rows.length);
    }
    weights.put(TABLE, HostTensor.of(table, config.backbone().tableRows(), width));
  }

  private static HostTensor codes(
      GradientBackend backend, ArConfig config, Map<String, HostTensor> weights) {
    try (Variables variables = backend.variables();
        TensorScope scope = backend.scope(variables)) {
      weights.forEach((name, values) -> variables.put(name, values, false));
      KelixTokenizerModel eyes =
          new KelixTokenizerModel(Parameters.of(variables), config.tokenizer());
      return scope.download(eyes.quantizer().codebooks(scope.tensors(), DType.F32));
    }
  }
}
