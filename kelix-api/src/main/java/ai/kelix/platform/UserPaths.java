package ai.kelix.platform;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user's home folder, and paths in environment variables, both as Python has them ({@code
 * os.path.expanduser}, then {@code os.path.expandvars}), so that all tools use one cache.
 * Immutable.
 */
public final class UserPaths {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");
  private static final Pattern WINDOWS_VARIABLE = Pattern.compile("%([^%]+)%");

  /** What Java says of a user without an entry in the system's list. */
  private static final String NOWHERE = "?";

  private final Map<String, String> variables;
  private final boolean windows;
  private final String userHome;

  /**
   * Makes paths of a system that tests choose.
   *
   * @param variables of the environment
   * @param system its name, as in {@code os.name}
   * @param userHome what Java takes for the home folder
   */
  public UserPaths(Map<String, String> variables, String system, String userHome) {
    this.variables = Map.copyOf(variables);
    this.windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
    this.userHome = userHome;
  }

  /** Returns those of this process. */
  public static UserPaths ofThisProcess() {
    return new UserPaths(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", ""));
  }

  /** Returns the text of a variable without white space around it; blank counts as not set. */
  public Optional<String> text(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::trim)
        .filter(value -> !value.isEmpty());
  }

  /**
   * Returns the path in a variable, with {@code ~} and variables replaced.
   *
   * @throws IllegalArgumentException if it is no path on this system or cannot be told; the message
   *     names the variable
   */
  public Optional<Path> path(String variable) {
    return text(variable).map(text -> path(variable, text));
  }

  private Path path(String variable, String text) {
    String expanded = withVariables(withHome(variable, text));
    try {
      return Paths.get(expanded);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          variable + " is no path on this system: " + e.getReason(), e);
    }
  }

  /**
   * Returns the home folder: where the variable {@code HOME} says, else where the system does.
   *
   * @return empty if neither says anything
   */
  public Optional<Path> home() {
    return homeText().map(Paths::get);
  }

  private Optional<String> homeText() {
    Optional<String> said = text(windows ? "USERPROFILE" : "HOME");
    return said.isPresent() ? said : Optional.of(userHome).filter(UserPaths::isSomewhere);
  }

  private static boolean isSomewhere(String home) {
    return !home.trim().isEmpty() && !home.equals(NOWHERE);
  }

  private String withHome(String variable, String text) {
    if (!text.startsWith("~")) {
      return text;
    }
    String behind = text.substring(1);
    if (!behind.isEmpty() && !behind.startsWith("/") && !(windows && behind.startsWith("\\"))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is '%s': Java cannot tell other users' home folders, give the whole path",
              variable,
              text));
    }
    return homeText()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(
                            Locale.ROOT,
                            "%s is '%s', but this user has no home folder: give the whole path or set HOME",
                            variable,
                            text)))
        + behind;
  }

  /** Variables that are not set stay as they are written. */
  private String withVariables(String text) {
    String expanded = replaced(text, VARIABLE);
    return windows ? replaced(expanded, WINDOWS_VARIABLE) : expanded;
  }

  private String replaced(String text, Pattern pattern) {
    StringBuilder expanded = new StringBuilder();
    Matcher matcher = pattern.matcher(text);
    int done = 0;
    while (matcher.find()) {
      String value = variables.get(name(matcher));
      expanded.append(text, done, matcher.start()).append(value == null ? matcher.group() : value);
      done = matcher.end();
    }
    return expanded.append(text, done, text.length()).toString();
  }

  private static @Nullable String name(Matcher matcher) {
    String first = matcher.group(1);
    return first == null ? matcher.group(2) : first;
  }
}
