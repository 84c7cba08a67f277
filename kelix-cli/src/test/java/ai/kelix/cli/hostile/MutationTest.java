package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import ai.kelix.InvalidModelException;
import ai.kelix.KelixException;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeded mutations of every file that is parsed: read or refused as documented, never else. */
class MutationTest {
  private static final int ROUNDS = 300;
  private static final Path FIXTURES = Path.of(System.getProperty("kelix.fixtures"));
  private static final String[] SPLICES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "-1",
    "0",
    "1e999",
    "NaN",
    "-Infinity",
    "\uFEFF",
    "99999999999999999999",
    "null",
    "true",
    "\0"
  };

  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = TinyFolder.in(parent).path();
  }

  /** Reads one file. */
  private interface Reader {
    void read(Path file);
  }

  @Test
  void safetensorsHeaders() throws IOException {
    Path file = folder.resolve(TinyFolder.WEIGHTS);
    byte[] header = headerOf(Files.readAllBytes(file));
    mutate(file, header, CheckpointException.class, f -> Checkpoint.openAsStored(folder));
  }

  @Test
  void indices() throws IOException {
    Path file = folder.resolve("model.safetensors.index.json");
    Files.move(folder.resolve(TinyFolder.WEIGHTS), folder.resolve("one.safetensors"));
    byte[] index =
        "{\"metadata\":{\"total_size\":1},\"weight_map\":{\"a\":\"one.safetensors\"}}"
            .getBytes(StandardCharsets.UTF_8);
    mutate(file, index, CheckpointException.class, f -> Checkpoint.openAsStored(folder));
  }

  @Test
  void configurations() throws IOException {
    mutate("config.json", CheckpointException.class, f -> ArConfigReader.read(f, warning -> {}));
  }

  @Test
  void configurationsOfDiffusionTransformersInBothKinds() throws IOException {
    for (String kind : new String[] {"dit-micro-a", "dit-micro-a/qk-norm/diffusers"}) {
      byte[] sound = Files.readAllBytes(FIXTURES.resolve(kind).resolve("config.json"));
      mutate(
          folder.resolve("dit.json"),
          sound,
          CheckpointException.class,
          f -> DitConfigReader.read(f, warning -> {}));
    }
  }

  @Test
  void configurationsOfAutoencoders() throws IOException {
    byte[] sound = Files.readAllBytes(FIXTURES.resolve("dcae-micro-a/config.json"));
    mutate(
        folder.resolve("vae.json"),
        sound,
        CheckpointException.class,
        f -> VaeConfigReader.read(f, warning -> {}));
  }

  @Test
  void tokenizers() throws IOException {
    mutate("tokenizer.json", TokenizerFormatException.class, TextTokenizer::read);
  }

  @Test
  void preprocessors() throws IOException {
    mutate("preprocessor_config.json", TokenizerFormatException.class, PreprocessorConfig::read);
  }

  @Test
  void images() throws IOException {
    byte[] rgb = new byte[3 * 24 * 24];
    new Random(1).nextBytes(rgb);
    byte[] png = Image.ofRgb(24, 24, rgb).toPng();
    mutate(folder.resolve("a.png"), png, InvalidImageException.class, Image::read);
  }

  private void mutate(String name, Class<? extends InvalidModelException> refusal, Reader reader)
      throws IOException {
    Path file = folder.resolve(name);
    mutate(file, Files.readAllBytes(file), refusal, reader);
  }

  private static void mutate(
      Path file, byte[] sound, Class<? extends KelixException> refusal, Reader reader)
      throws IOException {
    Random random = new Random(sound.length);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(file, mutated(sound, random));
      try {
        reader.read(file);
      } catch (RuntimeException | StackOverflowError e) {
        assertThat(e).as("round %d", round).isInstanceOf(refusal);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 10);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    int at = random.nextInt(sound.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(sound, at);
      case 1 -> {
        byte[] flipped = sound.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 2 -> {
        int end = Math.min(sound.length, at + 1 + random.nextInt(40));
        yield joined(Arrays.copyOf(sound, at), Arrays.copyOfRange(sound, end, sound.length));
      }
      default -> {
        byte[] splice = SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.UTF_8);
        byte[] head = joined(Arrays.copyOf(sound, at), splice);
        yield joined(head, Arrays.copyOfRange(sound, at, sound.length));
      }
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** The length and the header alone, so that a round costs no megabytes. */
  private static byte[] headerOf(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOf(file, Math.toIntExact(8 + length));
  }
}
