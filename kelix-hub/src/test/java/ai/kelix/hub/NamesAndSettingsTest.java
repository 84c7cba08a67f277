package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.platform.UserPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are a hub's, and what the environment says. */
class NamesAndSettingsTest {
  @TempDir private Path home;

  @Test
  void namesHaveAnOwnerAndPerhapsARevision() {
    assertThat(HubModel.parse("OpenOneRec/Kelix-SFT"))
        .contains(new HubModel("OpenOneRec", "Kelix-SFT", "main"));
    assertThat(HubModel.parse("a/b_c.d@refs/pr/1"))
        .contains(new HubModel("a", "b_c.d", "refs/pr/1"));
    assertThat(HubModel.parse("a/b@v1.0").orElseThrow()).hasToString("a/b@v1.0");
    assertThat(HubModel.parse("a/b").orElseThrow()).hasToString("a/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "kelix-tiny",
        "a/",
        "/a",
        "./a",
        "../a",
        "a/..",
        "a/b/c",
        "/a/b",
        "a\\b",
        "a b/c",
        "a/b\n",
        "a--b/c",
        "a/b--c",
        "a/.b",
        "-a/b",
        "a/b@",
        "a/b@../x",
        "a/b@/x",
        "a/b@x//y",
        "a/b@x y",
        "C:/a",
        "https://hub/a/b",
        "a\0/b"
      })
  void otherTextsAreNoNames(String text) {
    assertThat(HubModel.parse(text)).isEmpty();
  }

  @Test
  void badPartsAreMisuse() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HubModel("..", "a", "main"));
    assertThatIllegalArgumentException().isThrownBy(() -> new HubModel("a", "b", "../x"));
  }

  @Test
  void theUsualPlacesAreTheReferenceClients() {
    HubSettings settings = read();
    assertThat(settings.endpoint()).hasToString("https://huggingface.co");
    assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    assertThat(settings.token()).isEmpty();
    assertThat(settings.offline()).isFalse();
  }

  @Test
  void theMoreSpecificVariableWins() {
    assertThat(read("XDG_CACHE_HOME", "/x").cache()).isEqualTo(absolute("/x/huggingface/hub"));
    assertThat(read("XDG_CACHE_HOME", "/x", "HF_HOME", "/h").cache()).isEqualTo(absolute("/h/hub"));
    assertThat(read("HF_HOME", "/h", "HF_HUB_CACHE", "~/c").cache()).isEqualTo(home.resolve("c"));
    assertThat(read("HF_HOME", " ").cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
  }

  @Test
  void homeAndVariablesInPathsAreReplaced() {
    assertThat(read("HOME", "/h").cache()).isEqualTo(absolute("/h/.cache/huggingface/hub"));
    assertThat(read("HF_HOME", "$DISK/hf", "DISK", "/d").cache()).isEqualTo(absolute("/d/hf/hub"));
    assertThat(read("HUGGINGFACE_HUB_CACHE", "${HOME}/c", "HOME", "/h").cache())
        .isEqualTo(absolute("/h/c"));
    assertThat(read("XDG_CACHE_HOME", "~/x", "HOME", "/h").cache())
        .isEqualTo(absolute("/h/x/huggingface/hub"));
  }

  @Test
  void withoutAHomeTheCacheMustBeNamed() {
    assertThatThrownBy(() -> new Environment(new UserPaths(Map.of(), "Linux", "?")).settings())
        .isInstanceOf(HubCacheException.class)
        .hasMessageContainingAll("no home folder", "HF_HUB_CACHE");
    Map<String, String> named = Map.of("HF_HUB_CACHE", "/c");
    assertThat(new Environment(new UserPaths(named, "Linux", "?")).settings().cache())
        .isEqualTo(absolute("/c"));
  }

  @Test
  void tokensComeFromTheVariableOrTheFile() throws IOException {
    Path file = home.resolve(".cache/huggingface/token");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "hf_file\n");
    assertThat(read().token()).contains("hf_file");
    assertThat(read("HF_TOKEN", "hf_variable\n").token()).contains("hf_variable");
    assertThat(read("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1").token()).isEmpty();
    Path other = Files.writeString(home.resolve("other"), "hf_other");
    assertThat(read("HF_TOKEN_PATH", other.toString()).token()).contains("hf_other");
    Files.writeString(file, "");
    assertThat(read().token()).isEmpty();
  }

  @Test
  void tokensAreNeverShown() {
    assertThat(read("HF_TOKEN", "hf_secret").toString()).doesNotContain("hf_secret");
    assertThatThrownBy(() -> read("HF_TOKEN", "hf_secret\r\nX-Evil: 1"))
        .isInstanceOf(HubCacheException.class)
        .hasMessageContaining("HF_TOKEN")
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("secret"));
  }

  @Test
  void mirrorsAndOfflineMode() {
    assertThat(read("HF_ENDPOINT", "https://mirror/hf//").endpoint())
        .hasToString("https://mirror/hf");
    assertThat(read("HF_HUB_OFFLINE", "yes").offline()).isTrue();
    assertThat(read("HF_HUB_OFFLINE", "0").offline()).isFalse();
    for (String bad :
        new String[] {"mirror", "ftp://mirror", "https://u:p@mirror", "https://m/?q", "h t"}) {
      assertThatThrownBy(() -> read("HF_ENDPOINT", bad))
          .isInstanceOf(HubCacheException.class)
          .hasMessageContaining("https://huggingface.co");
    }
  }

  private HubSettings read(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return new Environment(new UserPaths(variables, "Linux", home.toString())).settings();
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath();
  }
}
