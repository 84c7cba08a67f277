package ai.kelix.tiny.world.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A sentence with gaps, written {@code {}}, that can be filled and read back. Immutable. */
final class Template {
  private static final String GAP = "{}";

  private final List<String> parts;
  private final Pattern pattern;

  private Template(List<String> parts) {
    this.parts = parts;
    String regex =
        parts.stream().map(Template::plain).map(Pattern::quote).collect(Collectors.joining("(.+)"));
    this.pattern = Pattern.compile(regex);
  }

  /** Reads the notation with gaps. */
  static Template of(String sentence) {
    return new Template(List.of(sentence.split(Pattern.quote(GAP), -1)));
  }

  static List<Template> all(String... sentences) {
    List<Template> all = new ArrayList<>();
    for (String sentence : sentences) {
      all.add(of(sentence));
    }
    return List.copyOf(all);
  }

  /** Fills the gaps from left to right. */
  String fill(String... values) {
    StringBuilder sentence = new StringBuilder(parts.get(0));
    for (int i = 1; i < parts.size(); i++) {
      sentence.append(values[i - 1]).append(parts.get(i));
    }
    return sentence.toString();
  }

  /** Returns what fills the gaps of a sentence, in lower case; empty if the sentence is another. */
  Optional<List<String>> read(String sentence) {
    Matcher matcher = pattern.matcher(plain(sentence.strip()));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      values.add(matcher.group(i));
    }
    return Optional.of(values);
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[?.]$", "");
  }
}
