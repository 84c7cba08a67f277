package ai.kelix.cli.training.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.MissingPartException;
import ai.kelix.Prompt;
import ai.kelix.Sampling;
import ai.kelix.UnderstandingOptions;
import ai.kelix.engine.Backends;
import ai.kelix.engine.GenerationTrace;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.formats.config.TextConfigReader;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.text.TextTokenizer;
import ai.kelix.tools.inspect.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Qwen3 of text alone runs in the engine of Kelix: same layers, same cache, same sampling. */
class TextModelTest {
  private static final int NEW = 6;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"onnx,true", "onnx,false", "libtorch,true", "libtorch,false"})
  void scoresEveryIdAsQwen3SpelledOutDoes(String backend, boolean tied) throws IOException {
    Qwen3Folder model = Qwen3Folder.write(folder.resolve("m"), tied);
    PlainQwen3 plain = new PlainQwen3(model);
    int[] prompt = {291, 17, 4, 200, 9, 9};
    TextConfig config = TextConfigReader.read(model.path().resolve("config.json"));
    try (Backend opened = open(backend);
        GenerationTrace trace =
            new GenerationTrace(config, Checkpoint.openTextModel(model.path(), tied), opened)) {
      GenerationTrace.Result result = trace.generate(prompt, NEW);
      float[] logits = result.slot0Logits().floats();
      int[] ids = result.blocks();
      assertThat(ids).hasSizeGreaterThan(prompt.length + 1);
      for (int length = prompt.length; length < ids.length; length++) {
        double[] expected = plain.logits(Arrays.copyOf(ids, length));
        int row = (length - prompt.length) * expected.length;
        for (int id = 0; id < expected.length; id++) {
          assertThat((double) logits[row + id]).isCloseTo(expected[id], within(1e-3));
        }
      }
    }
  }

  private static Backend open(String name) {
    return Backends.open(Optional.of(name), BackendOptions.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({"onnx", "libtorch"})
  void answersAndStreamsText(String backend) throws IOException {
    Qwen3Folder model = Qwen3Folder.write(folder.resolve("m"), true);
    UnderstandingOptions options = UnderstandingOptions.DEFAULTS.withMaxBlocks(NEW);
    try (Kelix kelix = load(model, backend)) {
      Answer answer = kelix.understand(Prompt.of("hello"), options).answer();
      List<Block> streamed =
          kelix.understand(Prompt.of("hello"), options).stream().collectList().block();
      assertThat(streamed).isEqualTo(answer.blocks());
      assertThat(greedy(model)).isEqualTo(answer.blocks().stream().map(TextModelTest::id).toList());
      assertThat(kelix.model().codesPerCell()).isZero();
      assertThat(kelix.model().components().get(0).parameters())
          .isEqualTo(model.weights().values().stream().mapToLong(w -> w.length).sum());
      UnderstandingOptions sampled = options.withSampling(Sampling.random()).withSeed(3);
      assertThat(kelix.understand(Prompt.of("hello"), sampled).answer().blocks())
          .isEqualTo(kelix.understand(Prompt.of("hello"), sampled).answer().blocks());
    }
  }

  @ParameterizedTest
  @CsvSource({"onnx", "libtorch"})
  void answersAsItsGenerationConfigWantsUnlessTold(String backend) throws IOException {
    Qwen3Folder model = Qwen3Folder.write(folder.resolve("m"), true);
    Files.writeString(
        model.path().resolve("generation_config.json"),
        "{\"do_sample\": true, \"temperature\": 40, \"top_k\": 200, \"top_p\": 0.9}");
    Sampling wanted = new Sampling.Random(Sampling.Mode.PAPER, 40, 200, 0.9);
    UnderstandingOptions silent = UnderstandingOptions.DEFAULTS.withMaxBlocks(NEW).withSeed(5);
    try (Kelix kelix = load(model, backend)) {
      assertThat(kelix.model().answering()).isEqualTo(wanted);
      List<Block> drawn = blocks(kelix, silent);
      assertThat(drawn).isEqualTo(blocks(kelix, silent.withSampling(wanted)));
      assertThat(drawn).isNotEqualTo(blocks(kelix, silent.withSampling(Sampling.GREEDY)));
      assertThat(drawn).isNotEqualTo(blocks(kelix, silent.withSeed(6)));
    }
  }

  private static List<Block> blocks(Kelix kelix, UnderstandingOptions options) {
    return kelix.understand(Prompt.of("hello"), options).answer().blocks();
  }

  /** What the plain model writes after the plain template, which has no system turn. */
  private static List<Integer> greedy(Qwen3Folder model) {
    TextTokenizer tokenizer = TextTokenizer.read(model.path().resolve("tokenizer.json"));
    int[] ids =
        tokenizer.encodeWithAddedTokens(
            "<|im_start|>user\nhello<|im_end|>\n<|im_start|>assistant\n");
    List<Integer> written = new ArrayList<>();
    while (written.size() < NEW) {
      double[] logits = new PlainQwen3(model).logits(ids);
      int best = 0;
      for (int id = 1; id < logits.length; id++) {
        best = logits[id] > logits[best] ? id : best;
      }
      written.add(best);
      ids = Arrays.copyOf(ids, ids.length + 1);
      ids[ids.length - 1] = best;
      if (best == Qwen3Folder.END || best == 290) {
        break;
      }
    }
    return written;
  }

  private static int id(Block block) {
    return switch (block) {
      case Block.Text text -> text.id();
      case Block.Control control -> control.id();
      case Block.Marker marker -> throw new AssertionError("a row: " + marker);
      case Block.Visual visual -> throw new AssertionError("a picture: " + visual);
    };
  }

  private static Kelix load(Qwen3Folder model, String backend) {
    return Kelix.builder(model.path().toString()).backend(backend).load();
  }

  @Test
  void saysThatItHasNoEyesAndNoImageDecoder() throws IOException {
    Qwen3Folder model = Qwen3Folder.write(folder.resolve("m"), false);
    Image image = Image.ofRgb(56, 56, new byte[3 * 56 * 56]);
    try (Kelix kelix = load(model, "onnx")) {
      assertThatThrownBy(() -> kelix.tokenize(image))
          .isInstanceOf(MissingPartException.class)
          .hasMessageContaining("no eyes");
      assertThatThrownBy(() -> kelix.understand(image, "what?"))
          .isInstanceOf(MissingPartException.class)
          .hasMessageContaining("no eyes");
      assertThatThrownBy(() -> kelix.generate("a star"))
          .isInstanceOf(MissingPartException.class)
          .hasMessageContaining("no image decoder");
    }
  }

  @Test
  void inspectionFindsEveryTensor() throws IOException {
    for (boolean tied : new boolean[] {true, false}) {
      Qwen3Folder model = Qwen3Folder.write(folder.resolve("m" + tied), tied);
      assertThat(Inspection.of(model.path()).get(0).isComplete()).isTrue();
    }
  }

  @Test
  void refusesOtherModelsAndOtherTemplates() throws IOException {
    Qwen3Folder model = Qwen3Folder.write(folder.resolve("m"), true);
    Path config = model.path().resolve("config.json");
    Path template = model.path().resolve("chat_template.jinja");
    Files.writeString(template, "{{ bos_token }}[INST] {{ messages[0].content }} [/INST]");
    assertThatThrownBy(() -> load(model, "onnx"))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContainingAll("chat_template.jinja", "<|im_start|>");
    Files.delete(template);
    String text = Files.readString(config);
    Files.writeString(config, text.replace("\"qwen3\"", "\"qwen2\""));
    assertThatThrownBy(() -> load(model, "onnx"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("qwen2", "qwen3");
    Files.writeString(config, text.replace("{\"arch", "{\"rope_scaling\": {\"a\": 1}, \"arch"));
    assertThatThrownBy(() -> load(model, "onnx"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("rope_scaling");
  }
}
