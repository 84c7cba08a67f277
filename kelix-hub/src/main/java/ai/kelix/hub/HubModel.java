package ai.kelix.hub;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which model of a hub, and which state of it.
 *
 * @param owner user or organisation
 * @param name the repository
 * @param revision branch, tag or commit
 */
public record HubModel(String owner, String name, String revision) {
  /** The revision of models that are named without one. */
  public static final String MAIN = "main";

  private static final String WORD = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?";
  private static final Pattern NAME =
      Pattern.compile(
          String.format(Locale.ROOT, "(%s)/(%s)(?:@(.+))?", WORD, WORD), Pattern.DOTALL);
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./+-]{0,254}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if no hub could have such a model
   */
  public HubModel {
    if (!isWord(owner) || !isWord(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s/%s' is no model of a hub: expected OWNER/NAME of letters, digits, '_', '-' and '.'",
              Quoted.text(owner),
              Quoted.text(name)));
    }
    if (!isRevision(revision)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is no revision: expected a branch, tag or commit of letters, digits and _ . / + -",
              Quoted.text(revision)));
    }
  }

  /**
   * Parses {@code OWNER/NAME} or {@code OWNER/NAME@REVISION}.
   *
   * @return empty if the text has another form
   */
  public static Optional<HubModel> parse(String text) {
    Matcher parts = NAME.matcher(text);
    if (!parts.matches() || !isWord(parts.group(1)) || !isWord(parts.group(2))) {
      return Optional.empty();
    }
    String revision = parts.group(3) == null ? MAIN : parts.group(3);
    return isRevision(revision)
        ? Optional.of(new HubModel(parts.group(1), parts.group(2), revision))
        : Optional.empty();
  }

  /** Returns the same model in another state. */
  public HubModel withRevision(String other) {
    return new HubModel(owner, name, other);
  }

  /** Returns owner and name, parted by a slash. */
  public String id() {
    return owner + "/" + name;
  }

  boolean isCommit() {
    return isCommit(revision);
  }

  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  /** Two dashes part owner and name in the cache, and two dots lead upwards. */
  private static boolean isWord(String text) {
    return text.matches(WORD) && !text.contains("--") && !text.contains("..");
  }

  private static boolean isRevision(String text) {
    return REVISION.matcher(text).matches()
        && !text.contains("..")
        && !text.contains("//")
        && !text.contains("/.")
        && !text.endsWith("/")
        && !text.endsWith(".");
  }

  /** Returns the name as {@link #parse} reads it. */
  @Override
  public String toString() {
    return revision.equals(MAIN) ? id() : id() + "@" + revision;
  }
}
