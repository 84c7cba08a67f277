package ai.kelix.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are those of Python's {@code expandvars(expanduser(value))} on Linux. */
class UserPathsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/plain/path | /plain/path",
        "~ | /home/ann",
        "~/x y | /home/ann/x y",
        "$HOME/x | /home/ann/x",
        "${HOME}/x | /home/ann/x",
        "~/$DISK | /home/ann/fast",
        "$DISK$DISK/${DISK}1 | fastfast/fast1",
        "/a/~/b | /a/~/b",
        "/a/$NONE/${NONE}/$ | /a/$NONE/${NONE}/$",
        "/a/$DISKS | /a/$DISKS",
        "$TILDE/x | ~/x",
        "$PATTERN | $DISK\\1"
      })
  void expandsAsPythonDoes(String value, String expected) {
    UserPaths paths =
        paths("V", value, "HOME", "/home/ann", "DISK", "fast", "TILDE", "~", "PATTERN", "$DISK\\1");
    assertThat(paths.path("V")).contains(Path.of(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void blankCountsAsNotSet(String value) {
    assertThat(paths("V", value).path("V")).isEmpty();
    assertThat(paths("HOME", value).home()).contains(Path.of("/home/entry"));
  }

  @Test
  void theVariableIsStrongerThanTheSystemsEntry() {
    assertThat(paths("HOME", "/elsewhere").home()).contains(Path.of("/elsewhere"));
    assertThat(paths().home()).contains(Path.of("/home/entry"));
    UserPaths windows =
        new UserPaths(Map.of("HOME", "/no", "USERPROFILE", "/users/ann"), "Windows 11", "/entry");
    assertThat(windows.home()).contains(Path.of("/users/ann"));
  }

  @Test
  void aMissingHomeIsNoFolder() {
    UserPaths nobody = new UserPaths(Map.of("V", "~/x"), "Linux", "?");
    assertThat(nobody.home()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nobody.path("V"))
        .withMessageContainingAll("V is '~/x'", "no home folder");
  }

  @Test
  void refusesWhatItCannotTell() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> paths("V", "~bob/x").path("V"))
        .withMessageContainingAll("V is '~bob/x'", "whole path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> paths("V", "/a\0b").path("V"))
        .withMessageContaining("V is no path");
  }

  private static UserPaths paths(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return new UserPaths(variables, "Linux", "/home/entry");
  }
}
