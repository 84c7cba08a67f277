package ai.kelix.cli.training.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.Answer;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
import ai.kelix.VisualTokens;
import ai.kelix.cli.Main;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tools.inspect.ComponentInspection;
import ai.kelix.tools.inspect.Inspection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kelix assemble}, with parts so small that they take seconds. */
class AssembleTest {
  private static final Path FIXTURES = Path.of(System.getProperty("kelix.fixtures"));
  private static final int CODEBOOKS = 3;
  private static final int CODES = 6;

  @TempDir private Path folder;
  private Qwen3Folder language;
  private Path vision;
  private Path images;
  private Path out;

  @BeforeEach
  void parts() throws IOException {
    language = Qwen3Folder.write(folder.resolve("language"), true);
    vision = SiglipFolder.write(folder.resolve("vision"));
    images = Files.createDirectories(folder.resolve("images"));
    out = folder.resolve("made");
    for (int i = 0; i < 4; i++) {
      draw(images.resolve(i + ".png"), i);
    }
  }

  private static void draw(Path file, int seed) throws IOException {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(84, 56, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 56; y++) {
      for (int x = 0; x < 84; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ImageIO.write(image, "png", file.toFile());
  }

  @ParameterizedTest
  @CsvSource({"onnx", "libtorch"})
  void makesAModelThatIsCompleteAndRuns(String backend) throws IOException {
    succeeds("--backend", backend);
    assertThat(Inspection.of(out)).allMatch(ComponentInspection::isComplete);
    try (Kelix kelix = Kelix.builder(out.toString()).backend(backend).load()) {
      VisualTokens tokens = kelix.tokenize(Image.read(images.resolve("0.png")));
      assertThat(tokens.cells()).isEqualTo(2 * 3);
      assertThat(tokens.codesPerCell()).isEqualTo(CODEBOOKS);
      assertThat(Arrays.stream(tokens.codes()).distinct().count()).isGreaterThan(2);
      assertThat(answer(kelix).blocks()).isEqualTo(answerOfTheLanguageModel(backend).blocks());
    }
  }

  /** The block decoder adds nothing yet and codes score nothing, so words are chosen as before. */
  private Answer answerOfTheLanguageModel(String backend) {
    try (Kelix kelix = Kelix.builder(language.path().toString()).backend(backend).load()) {
      return answer(kelix);
    }
  }

  private static Answer answer(Kelix kelix) {
    Prompt prompt = Prompt.builder().system("hello").text("the user").build();
    return kelix.understand(prompt, UnderstandingOptions.DEFAULTS.withMaxBlocks(5)).answer();
  }

  @Test
  void takesAnImageDecoderOfDiffusers() throws IOException {
    Path dit = FIXTURES.resolve("dit-micro-a/qk-norm/diffusers");
    Path vae = DeepAutoencoder.write(folder.resolve("vae"), FIXTURES.resolve("dcae-micro-a"));
    succeeds("--dit", dit.toString(), "--vae", vae.toString());
    assertThat(Inspection.of(out)).hasSize(3).allMatch(ComponentInspection::isComplete);
    DitConfig config = DitConfigReader.read(out.resolve("dit/config.json"));
    assertThat(config.connectorChannels()).isEqualTo(Qwen3Folder.WIDTH);
    assertThat(config.conditionRows()).isEqualTo(720);
    try (Kelix kelix = Kelix.builder(out.toString()).backend("onnx").load()) {
      assertThat(kelix.model().imageSide()).isEqualTo(32 * config.inputSize());
    }
  }

  @Test
  void givesANewConnectorToADecoderOfAnotherKelix() throws IOException {
    succeeds(
        "--dit",
        "" + FIXTURES.resolve("dit-micro-a"),
        "--vae",
        "" + FIXTURES.resolve("dcae-micro-a"));
    DitConfig config = DitConfigReader.read(out.resolve("dit/config.json"));
    assertThat(config.connectorChannels()).isEqualTo(Qwen3Folder.WIDTH);
    assertThat(Inspection.of(out)).hasSize(3).allMatch(ComponentInspection::isComplete);
    try (Checkpoint made = Checkpoint.openAsStored(out.resolve("dit"));
        Checkpoint old = Checkpoint.openAsStored(FIXTURES.resolve("dit-micro-a"))) {
      for (String name : List.of("x_embedder.proj.weight", "y_embedder.y_embedding")) {
        assertThat(made.map(made.require(name))).isEqualTo(old.map(old.require(name)));
      }
    }
  }

  @Test
  void copiesTheLanguageModelAndAddsRowsForWhatIsNew() throws IOException {
    succeeds();
    BackboneConfig config = ArConfigReader.read(out.resolve("config.json")).backbone();
    assertThat(config.vocabSize()).isEqualTo(299);
    assertThat(config.visualCodes()).isEqualTo(CODEBOOKS * CODES);
    float[] table = read("model.model.tok_embeddings.embed_tokens.weight");
    float[] words = language.weight("model.embed_tokens.weight");
    assertThat(Arrays.copyOf(table, words.length)).containsExactly(words);
    assertThat(sizeOfCells(table, config)).isCloseTo(rootMeanSquare(words), within(0.1));
    float[] head = read("model.model.output.weight");
    assertThat(Arrays.copyOf(head, words.length)).containsExactly(words);
    assertThat(Arrays.copyOfRange(head, words.length, head.length)).containsOnly(0);
  }

  /** Returns the root mean square of the sums of rows of all cells that are one code throughout. */
  private static double sizeOfCells(float[] table, BackboneConfig config) {
    List<Float> sums = new ArrayList<>();
    for (int code = 0; code < CODES; code++) {
      for (int i = 0; i < config.width(); i++) {
        float sum = 0;
        for (int slot = 0; slot < CODEBOOKS; slot++) {
          sum += table[(config.firstId(slot) + code) * config.width() + i];
        }
        sums.add(sum);
      }
    }
    float[] all = new float[sums.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = sums.get(i);
    }
    return rootMeanSquare(all);
  }

  private static double rootMeanSquare(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  private float[] read(String name) {
    try (Checkpoint made = Checkpoint.openAsStored(out)) {
      StoredTensor stored = made.require(name);
      FloatBuffer values = made.map(stored).asFloatBuffer();
      float[] array = new float[values.remaining()];
      values.get(array);
      return array;
    }
  }

  @Test
  void sameSeedMakesTheSameModel() throws IOException {
    succeeds("--seed", "5");
    byte[] first = Files.readAllBytes(out.resolve("model.safetensors"));
    out = folder.resolve("again");
    succeeds("--seed", "5");
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(first);
    out = folder.resolve("other");
    succeeds("--seed", "6");
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isNotEqualTo(first);
  }

  @Test
  void takesTheTowerOfAKelixInEitherNaming() throws IOException {
    vision = Files.createDirectories(folder.resolve("kelix"));
    Path fixture = FIXTURES.resolve("ar-micro-a");
    Files.copy(fixture.resolve("config.json"), vision.resolve("config.json"));
    Files.copy(fixture.resolve("model.safetensors"), vision.resolve("model.safetensors"));
    succeeds();
    byte[] first = Files.readAllBytes(out.resolve("model.safetensors"));
    Files.delete(vision.resolve("model.safetensors"));
    try (Stream<Path> files = Files.list(fixture.resolve("hf-names"))) {
      for (Path file : files.filter(f -> f.toString().contains("safetensors")).toList()) {
        Files.copy(file, vision.resolve(file.getFileName()));
      }
    }
    out = folder.resolve("again");
    succeeds();
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(first);
  }

  @Test
  void saysWhatIsWrongBeforeAnythingIsComputed() throws IOException {
    fails(3, "too few", "--codes", "64", "--cells", "999");
    fails(2, "--dit and --vae", "--dit", vision.toString());
    fails(2, "as many cells as codes", "--codes", "8", "--cells", "7");
    fails(2, "1 to 64 codebooks", "--codebooks", "65");
    fails(3, "_class_name", "--dit", vision.toString(), "--vae", vision.toString());
    Files.writeString(images.resolve("x.png"), "no image");
    fails(3, "x.png");
    Files.delete(images.resolve("x.png"));
    Path config = vision.resolve("config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("\"patch_size\": 14", "\"patch_size\": 7"));
    fails(3, "patch_embedding");
    Files.writeString(config, text.replace("siglip", "clip"));
    fails(3, "clip");
    Files.writeString(config, text);
    Files.createDirectories(out);
    assertThat(run()).isEqualTo(3);
    assertThat(errors.toString()).contains("exists already");
  }

  private void fails(int code, String message, String... options) {
    assertThat(run(options)).as(errors.toString()).isEqualTo(code);
    assertThat(errors.toString()).contains(message);
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("made.part")).doesNotExist();
  }

  private void succeeds(String... options) {
    assertThat(run(options)).as(errors.toString()).isZero();
    assertThat(out.resolve("scratch")).doesNotExist();
  }

  private StringWriter errors = new StringWriter();

  private int run(String... options) {
    List<String> all = new ArrayList<>(List.of("assemble"));
    all.addAll(List.of("--language", "" + language.path(), "--vision", "" + vision));
    all.addAll(List.of("--images", "" + images, "--out", "" + out, "--code-dim", "8"));
    List<String> own = List.of(options);
    if (!own.contains("--codebooks")) {
      all.addAll(List.of("--codebooks", "" + CODEBOOKS));
    }
    if (!own.contains("--codes")) {
      all.addAll(List.of("--codes", "" + CODES));
    }
    all.addAll(own);
    errors = new StringWriter();
    PrintWriter to = new PrintWriter(errors, true);
    return Main.commandLine(to, to).execute(all.toArray(new String[0]));
  }
}
