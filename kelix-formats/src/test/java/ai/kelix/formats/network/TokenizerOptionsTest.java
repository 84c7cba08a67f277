package ai.kelix.formats.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ArConfigWriter;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenFile;
import ai.kelix.testkit.reference.MemoryTensorSource;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options of Kelix-Tok that the fixture leaves off (kelix-ar §2.2, described from reading). */
class TokenizerOptionsTest {
  private static final ArConfig PLAIN =
      ArConfigReader.read(Fixtures.path("ar-micro-a/config.json"));

  private final TokenizerConfig tokenizer = PLAIN.tokenizer();
  private final Map<String, HostTensor> weights =
      new HashMap<>(GoldenFile.fixture("ar-micro-a/model.safetensors").tensors());
  private final GoldenFile golden = GoldenFile.fixture("ar-micro-a/golden.safetensors");

  @Test
  void anAlignerThatChangesNothingLeavesTheCodes() {
    aligner(1);

    assertThat(codes(with("pre_llm_align"))).isEqualTo(golden.get("tok.indices").longs());
  }

  @Test
  void anAlignerActsBehindTheProjector() {
    aligner(-1);

    assertThat(codes(with("pre_llm_align"))).isNotEqualTo(golden.get("tok.indices").longs());
    assertThat(codes(PLAIN)).isEqualTo(golden.get("tok.indices").longs());
  }

  private void aligner(float factor) {
    int width = tokenizer.projectorWidth();
    float[] diagonal = new float[width * width];
    for (int i = 0; i < width; i++) {
      diagonal[i * width + i] = factor;
    }
    String name = "visual_tokenizer.pre_llm_aligner.";
    weights.put(name + "weight", HostTensor.of(diagonal, width, width));
    weights.put(name + "bias", HostTensor.of(new float[width], width));
  }

  @Test
  void aReducerMixesTheWholeTable() {
    int codes = tokenizer.visualCodes();
    int kept = tokenizer.codebookSize();
    for (int book = 0; book < tokenizer.codebooks(); book++) {
      // Picks the slice that would be taken without it, from its end to its beginning.
      float[] reducer = new float[codes * kept];
      for (int k = 0; k < kept; k++) {
        reducer[(book * kept + kept - 1 - k) * kept + k] = 1;
      }
      String name = "visual_tokenizer.quantizer." + book + ".voc_reducer";
      weights.put(name, HostTensor.of(reducer, codes, kept));
    }
    long[] mirrored = golden.get("tok.indices").longs();
    for (int i = 0; i < mirrored.length; i++) {
      mirrored[i] = kept - 1 - mirrored[i];
    }

    assertThat(codes(with("add_voc_reducer"))).isEqualTo(mirrored);
  }

  private static ArConfig with(String flag) {
    return ArConfigReader.parse(
        ArConfigWriter.toJson(PLAIN)
            .replace("\"" + flag + "\" : false", "\"" + flag + "\" : true"));
  }

  private long[] codes(ArConfig config) {
    long[] grid = golden.get("pp.image_grid_thw").longs();
    HostTensor pixels = golden.get("pp.pixel_values");
    long flat = pixels.count() / (grid[1] * grid[2]);
    MemoryTensorSource source = new MemoryTensorSource(weights);
    VisionPrograms programs =
        new VisionPrograms(
            new KelixTokenizerModel(Parameters.of(source), config.tokenizer()), Precision.FLOAT32);
    int vocabSize = config.backbone().vocabSize();
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Runner runner = new Runner(backend);
      Map<String, HostTensor> inputs =
          Map.of(
              "pixels", HostTensor.of(pixels.floats(), grid[1], grid[2], flat),
              "codebook",
                  Program.require(runner.run(programs.codebook(), source, Map.of()), "codebook"));
      return Program.require(runner.run(programs.encode(vocabSize), source, inputs), "indices")
          .longs();
    }
  }
}
