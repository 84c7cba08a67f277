package ai.kelix.tiny.world.language;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What prompts say around their meaning: an opening such as "draw", an ending such as "on a light
 * background", a capital at the start, a full stop. Stateless.
 */
final class Wording {
  private static final List<String> OPENINGS =
      List.of(
          "draw ",
          "a picture of ",
          "an image of ",
          "a drawing of ",
          "please draw ",
          "show me ",
          "paint ",
          "make ",
          "create ",
          "i want ");

  private static final List<String> ENDINGS =
      List.of(" on a light background", " and nothing else");

  /** Ways to say "a" for one thing that stands alone. */
  private static final List<String> ARTICLES = List.of("one ", "a single ", "just one ");

  private Wording() {}

  /** Returns the plain text half of the time, otherwise dressed up. */
  static String dress(String plain, SplittableRandom random) {
    String text = random.nextBoolean() ? plain : around(plain, random);
    if (random.nextInt(5) == 0) {
      text = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
    return random.nextInt(5) == 0 ? text + "." : text;
  }

  private static String around(String plain, SplittableRandom random) {
    String opening = random.nextInt(4) == 0 ? "" : Phrasings.pick(random, OPENINGS);
    String ending = random.nextInt(3) == 0 ? Phrasings.pick(random, ENDINGS) : "";
    return opening + plain + ending;
  }

  /** Replaces the article at the start, sometimes, by another way to say "one". */
  static String article(String plain, SplittableRandom random) {
    return random.nextInt(3) == 0
        ? Phrasings.pick(random, ARTICLES) + plain.substring(plain.indexOf(' ') + 1)
        : plain;
  }

  /** Returns the text in lower case with single blanks and without a final full stop. */
  static String normal(String text) {
    return text.strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .replaceAll("[.!]$", "")
        .strip();
  }

  /** Undoes {@link #dress} and {@link #article}, on normal text. */
  static String undress(String normal) {
    String text = normal;
    for (String opening : OPENINGS) {
      if (text.startsWith(opening)) {
        text = text.substring(opening.length());
        break;
      }
    }
    for (String ending : ENDINGS) {
      if (text.endsWith(ending)) {
        text = text.substring(0, text.length() - ending.length());
      }
    }
    for (String article : ARTICLES) {
      if (text.startsWith(article)) {
        return "a " + text.substring(article.length());
      }
    }
    return text;
  }
}
