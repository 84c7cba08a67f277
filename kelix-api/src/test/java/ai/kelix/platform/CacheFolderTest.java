package ai.kelix.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  @Test
  void theVariableOfKelixWinsWithHomeAndVariablesReplaced() {
    assertThat(linux("KELIX_CACHE", "~/k", "HOME", "/h", "XDG_CACHE_HOME", "/x")).hasValue("/h/k");
    assertThat(linux("KELIX_CACHE", "$DISK/k", "DISK", "/d")).hasValue("/d/k");
    assertThat(linux("KELIX_CACHE", " ", "XDG_CACHE_HOME", "/x")).hasValue("/x/kelix");
  }

  @Test
  void theUsersCacheLiesWhereTheSystemHasIt() {
    assertThat(linux()).hasValue("/entry/.cache/kelix");
    assertThat(linux("HOME", "/h")).hasValue("/h/.cache/kelix");
    assertThat(linux("XDG_CACHE_HOME", "$HOME/c", "HOME", "/h")).hasValue("/h/c/kelix");
    assertThat(folder("Mac OS X", "/entry", "HOME", "/h")).hasValue("/h/Library/Caches/kelix");
    assertThat(folder("Windows 11", "/entry", "LOCALAPPDATA", "/l")).hasValue("/l/kelix");
    assertThat(folder("Windows 11", "/entry")).hasValue("/entry/AppData/Local/kelix");
  }

  @Test
  void withoutAHomeThereIsNone() {
    assertThat(folder("Linux", "?")).isEmpty();
    assertThat(folder("Linux", "?", "XDG_CACHE_HOME", "/x")).hasValue("/x/kelix");
  }

  private static Optional<String> linux(String... pairs) {
    return folder("Linux", "/entry", pairs);
  }

  private static Optional<String> folder(String system, String home, String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return CacheFolder.byDefault(new UserPaths(variables, system, home), system)
        .map(Path::toString);
  }
}
