package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tools.codebook.FeatureCodebook;
import ai.kelix.tools.codebook.KMeans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Turns trained continuous features into codebooks: K-means centres of each subspace become the raw
 * codes (paper, stage 1).
 */
final class CodebookBuilder {
  private static final int BATCH = 32;
  private static final KMeans K_MEANS = new KMeans(0, 12, 11);

  private final GradientBackend backend;
  private final ArConfig config;
  private final ChatTemplate chat;
  private final PatchMemory memory = new PatchMemory();

  CodebookBuilder(GradientBackend backend, ArConfig config, ChatTemplate chat) {
    this.backend = backend;
    this.config = config;
    this.chat = chat;
  }

  /**
   * Replaces the codebooks.
   *
   * @param weights of the feature stage
   * @param pictures how many to take features from
   */
  Map<String, HostTensor> build(Map<String, HostTensor> weights, int pictures) {
    Map<String, HostTensor> result = new LinkedHashMap<>(weights);
    try (Variables variables = backend.variables()) {
      result.forEach((name, values) -> variables.put(name, values, false));
      List<float[]> features = features(variables, pictures);
      TokenizerConfig tokenizer = config.tokenizer();
      for (int i = 0; i < tokenizer.codebooks(); i++) {
        quantise(result, features.get(i), i);
      }
    }
    return result;
  }

  private List<float[]> features(Variables variables, int pictures) {
    TokenizerConfig tokenizer = config.tokenizer();
    int n = tokenizer.codebooks();
    int cells = Lesson.CELLS * Lesson.CELLS;
    int d = tokenizer.subspaceDim();
    KelixTokenizerModel eyes = new KelixTokenizerModel(Parameters.of(variables), tokenizer);
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(new float[pictures * cells * d]);
    }
    for (int from = 0; from < pictures; from += BATCH) {
      int count = Math.min(BATCH, pictures - from);
      List<Picture> seen =
          LongStream.range(from, from + count)
              .mapToObj(index -> Lesson.understanding(chat, index).picture())
              .toList();
      try (TensorScope scope = backend.scope(variables)) {
        Tensor pixels = memory.draw(seen).upload(scope);
        Tensor z = PictureCodes.features(eyes, pixels);
        float[] values = scope.download(scope.detached(z)).floats();
        int block = count * cells * d;
        for (int i = 0; i < n; i++) {
          System.arraycopy(values, i * block, all.get(i), from * cells * d, block);
        }
      }
    }
    return all;
  }

  private void quantise(Map<String, HostTensor> weights, float[] features, int subspace) {
    TokenizerConfig tokenizer = config.tokenizer();
    String norm = FeatureCodebook.prefix(subspace) + "z_norm.";
    int k = tokenizer.codebookSize();
    float[] centres =
        new KMeans(k, K_MEANS.rounds(), K_MEANS.seed()).centres(features, tokenizer.subspaceDim());
    weights.putAll(
        FeatureCodebook.weights(
            tokenizer,
            subspace,
            centres,
            Program.require(weights, norm + "weight").floats(),
            Program.require(weights, norm + "bias").floats()));
  }
}
