package ai.kelix.platform;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words why a class cannot be loaded. */
final class Unloadable {
  private static final Pattern TOO_NEW =
      Pattern.compile("(\\S+) has been compiled by .*class file version (\\d+)", Pattern.DOTALL);

  /** Class files of Java 1.1 have the version 45. */
  private static final int BEFORE_JAVA_1 = 44;

  private Unloadable() {}

  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsupportedClassVersionError) {
        return tooNew(String.valueOf(cause.getMessage()));
      }
    }
    return String.valueOf(failure.getMessage())
        + (failure.getCause() == null ? "" : " (" + failure.getCause() + ")");
  }

  private static String tooNew(String message) {
    Matcher matcher = TOO_NEW.matcher(message);
    if (!matcher.find()) {
      return message;
    }
    return String.format(
        Locale.ROOT,
        "%s needs Java %d, this is %s",
        matcher.group(1).replace('/', '.'),
        Integer.parseInt(matcher.group(2)) - BEFORE_JAVA_1,
        System.getProperty("java.specification.version"));
  }
}
