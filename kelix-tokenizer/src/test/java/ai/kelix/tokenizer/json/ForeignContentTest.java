package ai.kelix.tokenizer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What downloads, servers and editors put in place of a file is called by its name. */
class ForeignContentTest {
  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:5e5e\nsize 1234567\n";

  @TempDir private Path folder;

  @Test
  void aPointerOfGitLfsSaysHowLargeTheFileIsAndHowToGetIt() {
    for (String text : List.of(POINTER, POINTER.replace("git-lfs.github", "hawser.github"))) {
      assertThat(ForeignContent.ofText(latin(text)))
          .hasValueSatisfying(
              said -> assertThat(said).contains("Git LFS", "1,234,567 bytes", "git lfs pull"));
    }
  }

  @Test
  void otherKindsAreNamed() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("<!DOCTYPE html><html>", "HTML page");
    kinds.put("\r\n  <HTML lang='en'>", "HTML page");
    kinds.put("<?xml version='1.0'?><Error>", "HTML page");
    kinds.put("\u00ef\u00bb\u00bf<!doctype html>", "HTML page");
    kinds.put("/annex/objects/SHA256-s7--5e", "git-annex");
    kinds.put("../.git/annex/objects/ab/x", "git-annex");
    kinds.put("\u001f\u008b\u0008", "gzip");
    kinds.put("PK\u0003\u0004", "PyTorch");
    kinds.put("\u0080\u0002\u008a", "pickle");
    kinds.put("\u0080\u0004\u0095", "pickle");
    kinds.put("GGUF\u0003", "llama.cpp");
    kinds.put("\u0089HDF\r\n", "HDF5");
    kinds.put("\u0093NUMPY", "NumPy");
    kinds.put("(\u00b5/\u00fd", "Zstandard");
    kinds.put("\u00fd7zXZ", "xz");
    kinds.put("BZh91AY", "bzip2");
    kinds.put("\u00ff\u00fe{\u0000", "UTF-16");
    kinds.put("\u00fe\u00ff\u0000{", "UTF-16");
    kinds.forEach(
        (start, said) ->
            assertThat(ForeignContent.ofText(latin(start)))
                .as(said)
                .hasValueSatisfying(words -> assertThat(words).contains(said)));
  }

  @Test
  void aFileOfZerosIsAnUnfinishedDownload() {
    assertThat(ForeignContent.ofText(new byte[ForeignContent.PEEK]))
        .hasValueSatisfying(said -> assertThat(said).contains("zeros", "download it again"));
  }

  @Test
  void aTarArchiveIsToldByItsMagicFurtherOn() {
    byte[] tar = new byte[ForeignContent.PEEK];
    Arrays.fill(tar, 0, 100, (byte) 'a');
    System.arraycopy(latin("ustar"), 0, tar, 257, 5);
    assertThat(ForeignContent.ofText(tar))
        .hasValueSatisfying(said -> assertThat(said).contains("tar archive"));
  }

  @Test
  void inPlaceOfBytesAWordOfTheServerIsQuoted() {
    assertThat(ForeignContent.ofBinary(latin("Entry not found")))
        .hasValueSatisfying(said -> assertThat(said).contains("'Entry not found'"));
    assertThat(ForeignContent.ofBinary(latin("{\"error\":\"gated\"}")))
        .hasValueSatisfying(said -> assertThat(said).contains("{\"error\""));
  }

  @Test
  void jsonIsNothingForeign() {
    for (String text : List.of("{}", " [1]", "7", "\"<html>\"", "\u00ef\u00bb\u00bf{}", "")) {
      assertThat(ForeignContent.ofText(latin(text))).as(text).isEmpty();
    }
  }

  @Test
  void readersOfJsonSayIt() throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, POINTER);
    assertThatThrownBy(() -> read(file, new ArrayList<>()))
        .isInstanceOf(JsonException.class)
        .hasMessageContainingAll(file.toString(), "Git LFS");
  }

  @Test
  void aByteOrderMarkIsSkippedAndMentioned() throws Exception {
    Path file = folder.resolve("a.json");
    Files.writeString(file, "\uFEFF{\"a\":1}");
    List<String> warnings = new ArrayList<>();
    assertThat(read(file, warnings)).hasToString("{\"a\":1}");
    assertThat(warnings).singleElement().asString().contains(file.toString(), "byte order mark");
  }

  @Test
  void numbersThatPythonWritesAreRead() throws Exception {
    String text = "{\"a\":[NaN,Infinity,-Infinity,1e999]}";
    JsonNode read = StrictJson.parse(text, "it", warning -> {}).path("a");
    assertThat(read.path(0).doubleValue()).isNaN();
    assertThat(read.path(1).doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read.path(2).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    for (String other : List.of("INF", "-INF", "+Infinity", "nan", "inf")) {
      assertThatThrownBy(() -> StrictJson.parse("[" + other + "]", "it", warning -> {}))
          .as(other)
          .isInstanceOf(JsonException.class);
    }
  }

  private static JsonNode read(Path file, List<String> warnings) throws JsonException {
    return StrictJson.read(file, 1000, warnings::add);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
