package ai.kelix.tools.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a folder of training says about its recordings, in arguments or else in its README. */
final class StatedSettings {
  private static final String README = "README.md";
  private static final String WEIGHTS = "weights";

  /** Far above any real file. */
  private static final long MAX_BYTES = 4 << 20;

  private final Arguments arguments;
  private final String readme;
  private final Map<String, String> assumed = new TreeMap<>();

  private StatedSettings(Arguments arguments, String readme) {
    this.arguments = arguments;
    this.readme = readme;
  }

  static StatedSettings read(Path folder) {
    Path file = folder.resolve(README);
    try {
      boolean readable = Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES;
      // Unlike readString this takes whatever bytes a text has.
      String text = readable ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
      return new StatedSettings(Arguments.read(folder), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns a number that is stated, or else the one of the published recordings. */
  double number(Setting setting) {
    Optional<Double> argued =
        argued(setting.group())
            .filter(group -> group.has(setting.key()))
            .map(group -> group.number(setting.key()));
    if (argued.isPresent()) {
      return argued.get();
    }
    Matcher matcher = setting.words().matcher(readme);
    if (matcher.find()) {
      return Double.parseDouble(matcher.group(1));
    }
    assumed.put(
        setting.group() + "." + setting.key(),
        String.format(Locale.ROOT, "%s is %s", setting.key(), setting.published()));
    return setting.published();
  }

  /** The same as an integer. */
  int integer(Setting setting) {
    return (int) Math.rint(number(setting));
  }

  /** Tells of something else that nobody states and a check takes for granted. */
  void assume(String what) {
    assumed.put(what, what);
  }

  private Optional<ArgumentGroup> argued(String group) {
    return arguments.exist() ? arguments.find(group) : Optional.empty();
  }

  /**
   * Returns the folder whose weights a file of recordings was made with, as the arguments name it.
   *
   * @param group name of the file without its ending
   */
  Optional<String> arguedWeights(String group) {
    return argued(group).flatMap(asked -> asked.optionalText(WEIGHTS));
  }

  /** The same as the README names it. */
  Optional<String> toldWeights(String group) {
    Pattern row =
        Pattern.compile(
            "\\Q`" + group + ".safetensors`\\E[^\\n]*?`([^`\\n]+)/[^`/\\n]+\\.safetensors`");
    Matcher matcher = row.matcher(readme);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Fails if a group of arguments has one that nothing asks for.
   *
   * @throws NotCompared that names it
   */
  void requireKnown(String group) {
    String[] keys =
        Arrays.stream(Setting.values())
            .filter(setting -> setting.group().equals(group))
            .map(Setting::key)
            .toArray(String[]::new);
    argued(group).ifPresent(asked -> asked.describing(keys).describing(WEIGHTS).finish());
  }

  /**
   * Runs checks whose failure becomes the verdict of the names that begin so; numbers that differ
   * where some setting was stated by nobody stay undecided.
   */
  void group(Section section, String below, Runnable checks) {
    assumed.clear();
    section.group(below, checks);
    if (!assumed.isEmpty()) {
      section.assume(
          below, String.join(", ", assumed.values()) + ", which no " + Arguments.FILE + " states");
    }
  }
}
