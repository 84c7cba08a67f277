package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Image;
import ai.kelix.InvalidModelException;
import ai.kelix.Kelix;
import ai.kelix.KelixException;
import ai.kelix.ModelNotFoundException;
import ai.kelix.VisualTokens;
import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.formats.checkpoint.MalformedFileException;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders with parts missing, malformed, or taken from another model. */
class HostileFolderTest {
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir private Path parent;
  private TinyFolder tiny;

  @BeforeEach
  void copy() throws IOException {
    tiny = TinyFolder.in(parent);
  }

  @Test
  void tellsUnknownNamesWhichOnesThereAre() {
    assertThatThrownBy(() -> Kelix.load("kelix-huge"))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContainingAll("kelix-huge", "kelix-tiny");
    for (String name : new String[] {"", " ", "a\0b", "/nowhere/at/all"}) {
      assertThatThrownBy(() -> Kelix.load(name)).isInstanceOf(ModelNotFoundException.class);
    }
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    for (String name : new String[] {TinyFolder.WEIGHTS, "tokenizer.json", "config.json"}) {
      Files.delete(tiny.file(name));
      refuses(InvalidModelException.class, name);
    }
  }

  @Test
  void namesTheShardThatIsMissing() throws IOException {
    Files.delete(tiny.file(TinyFolder.WEIGHTS));
    index("model-00001-of-00002.safetensors");
    refuses(MalformedFileException.class, "model-00001-of-00002.safetensors", "download");
  }

  @Test
  void neverFollowsAnIndexOutOfTheFolder() throws IOException {
    Files.move(tiny.file(TinyFolder.WEIGHTS), parent.resolve("x.safetensors"));
    for (String name : new String[] {"../x", "../x.safetensors", "/etc/passwd", "a/b", ""}) {
      index(name);
      refuses(MalformedFileException.class, "'" + name + "'", "plain name");
    }
  }

  @Test
  void refusesDeepHugeAndTornJson() throws IOException {
    String deep = "[".repeat(100_000);
    String huge = "{\"a\":\"" + "x".repeat(5 << 20) + "\"}";
    for (String json : new String[] {"", "{", "null", "[]", "{} {}", "{\"a\":NaN}", deep, huge}) {
      Files.writeString(tiny.file("config.json"), json);
      refuses(CheckpointException.class, "config.json");
    }
  }

  @Test
  void refusesDeepHugeAndTornTokenizers() throws IOException {
    String deep = "{\"model\":" + "[".repeat(100_000);
    String many = "{\"model\":[" + "[],".repeat(5_000_000);
    for (String json : new String[] {"", "{", "null", "[]", "{\"model\":{}}", deep, many}) {
      Files.writeString(tiny.file("tokenizer.json"), json);
      refuses(TokenizerFormatException.class, "tokenizer.json");
    }
  }

  @Test
  void refusesSplitPatternsThatAttackTheRegexEngine() throws IOException {
    String pattern = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|";
    tiny.replace("tokenizer.json", pattern, "(".repeat(100_000) + pattern);
    refuses(TokenizerFormatException.class, "split pattern", "expected at most");
  }

  @Test
  void refusesTokenizersInWhichTextSpellsControlTokens() throws IOException {
    tiny.replace("tokenizer.json", "\"content\":\"<|im_end|>\"", "\"content\":\"a\"");
    tiny.replace("tokenizer.json", "\"id\":482", "\"id\":97");
    refuses(TokenizerFormatException.class, "'a'");
  }

  @Test
  void refusesFilesOfDifferentModels() throws IOException {
    tiny.replace("tokenizer.json", "\"id\":490", "\"id\":600");
    refuses(InvalidModelException.class, "600", "vocab_size 512", "same model");
  }

  @Test
  void refusesOtherControlTokensThanConfigured() throws IOException {
    tiny.replace("config.json", "\"image_token_id\": 485", "\"image_token_id\": 489");
    refuses(InvalidModelException.class, "<|image_pad|>", "485", "489");
  }

  @Test
  void refusesPreprocessorsThatDoNotFit() throws IOException {
    String file = "preprocessor_config.json";
    tiny.replace(file, "\"patch_size\": 14", "\"patch_size\": 16");
    refuses(InvalidModelException.class, "patch_size 16", "14");
    tiny.replace(file, "\"patch_size\": 16", "\"patch_size\": 4294967310");
    refuses(TokenizerFormatException.class, "patch_size", "4294967310");
    tiny.replace(file, "4294967310", "14").replace(file, "12544", "9000000000000000000");
    refuses(TokenizerFormatException.class, "min_pixels");
    Files.writeString(tiny.file(file), "[]");
    refuses(TokenizerFormatException.class, file, "object");
  }

  @Test
  void saysWhatLiesInPlaceOfAFile() throws IOException {
    // From the file that is read last to the one that is read first.
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:5e\nsize 98304\n";
    for (String name :
        new String[] {
          TinyFolder.WEIGHTS, "preprocessor_config.json", "tokenizer.json", "config.json"
        }) {
      Files.writeString(tiny.file(name), pointer);
      refuses(InvalidModelException.class, name, "pointer of Git LFS", "98,304", "git lfs pull");
      Files.writeString(tiny.file(name), "<!doctype html>\n<html><body>Sign in</body></html>");
      refuses(InvalidModelException.class, name, "HTML page", "download");
    }
  }

  @Test
  void loadsWhatEditorsAndPythonAddToAConfiguration() throws IOException {
    tiny.edit("config.json", text -> "\uFEFF" + text.replaceFirst("\\{", "{\"limit\": Infinity,"));
    tiny.edit("tokenizer.json", text -> "\uFEFF" + text);
    tiny.edit("preprocessor_config.json", text -> "\uFEFF" + text);
    tiny.load().close();
  }

  @Test
  void otherMeansGiveOtherCodes() throws IOException {
    byte[] rgb = new byte[3 * 112 * 112];
    new Random(7).nextBytes(rgb);
    Image image = Image.ofRgb(112, 112, rgb);
    VisualTokens before;
    try (Kelix kelix = tiny.load()) {
      before = kelix.tokenize(image);
    }
    tiny.edit(
        "preprocessor_config.json",
        text -> text.replaceFirst("\\[0.5, 0.5, 0.5\\]", "[0.48145466, 0.4578275, 0.40821073]"));
    try (Kelix kelix = tiny.load()) {
      assertThat(kelix.tokenize(image)).isNotEqualTo(before);
    }
  }

  @Test
  void refusesSizesThatNoModelHas() throws IOException {
    tiny.replace("config.json", "\"num_layers\": 5", "\"num_layers\": 2000000000");
    refuses(ConfigurationException.class, "num_layers", "2000000000", "1024");
  }

  private void index(String shard) throws IOException {
    Files.writeString(tiny.file(INDEX), "{\"weight_map\":{\"a\":\"" + shard + "\"}}");
  }

  private void refuses(Class<? extends KelixException> type, String... said) {
    assertThatThrownBy(tiny::load).isInstanceOf(type).message().contains(said);
  }
}
