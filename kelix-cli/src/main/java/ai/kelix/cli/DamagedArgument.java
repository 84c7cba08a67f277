package ai.kelix.cli;

import java.util.Locale;
import java.util.Optional;

/**
 * Arguments that Java could not read. It decodes them by the locale before anything of ours runs,
 * and puts U+FFFD where it fails; a model would be asked something else than what was typed.
 */
final class DamagedArgument {
  private static final char REPLACEMENT = '\uFFFD';

  private DamagedArgument() {}

  /** Returns why the arguments cannot be taken, if they cannot. */
  static Optional<String> refusal(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].indexOf(REPLACEMENT) >= 0) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "argument %d, '%s', has characters that were lost before they arrived: Java reads"
                    + " arguments as %s here; run in a UTF-8 locale, such as LC_ALL=C.UTF-8, and write"
                    + " the argument in UTF-8",
                i + 1,
                arguments[i],
                System.getProperty("sun.jnu.encoding", "the locale says")));
      }
    }
    return Optional.empty();
  }
}
