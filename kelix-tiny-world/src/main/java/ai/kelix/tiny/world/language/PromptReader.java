package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Region;
import ai.kelix.tiny.world.scene.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Understands prompts for scenes, whoever wrote them. Stateless. */
public final class PromptReader {
  private static final Pattern AND = Pattern.compile(", and | and |, ");
  private static final Pattern AT = Pattern.compile(" (?:at|in|on) the ");

  private PromptReader() {}

  /**
   * Returns what a prompt asks for; case, an opening and an ending do not count.
   *
   * @return empty if the prompt is not one for scenes in the documented language
   */
  public static Optional<Wish> read(String prompt) {
    String plain = Wording.undress(Wording.normal(prompt));
    for (Relation relation : Relation.values()) {
      String[] sides = plain.split(" " + relation.phrase() + " ", -1);
      if (sides.length == 2) {
        return related(sides[0], relation, sides[1]);
      }
    }
    List<String> parts = List.of(AND.split(plain, -1));
    return AT.matcher(plain).find()
        ? each(parts, PromptReader::place).map(Wish.Placed::new)
        : each(parts, PromptReader::group).map(Wish.Things::new);
  }

  private static Optional<Wish> related(String first, Relation relation, String second) {
    return one(first).flatMap(a -> one(second).map(b -> new Wish.Related(a, relation, b)));
  }

  private static Optional<Wish.Place> place(String part) {
    String[] sides = AT.split(part, -1);
    return sides.length == 2
        ? one(sides[0]).flatMap(a -> Region.read(sides[1]).map(r -> new Wish.Place(a, r)))
        : Optional.empty();
  }

  private static Optional<Thing> one(String words) {
    return group(words).filter(group -> group.count() == 1).map(Wish.Group::thing);
  }

  private static Optional<Wish.Group> group(String words) {
    int blank = words.indexOf(' ');
    if (blank < 0) {
      return Optional.empty();
    }
    OptionalInt count = Numbers.read(words.substring(0, blank));
    return count.isEmpty()
        ? Optional.empty()
        : Thing.read(words.substring(blank + 1))
            .map(thing -> new Wish.Group(count.getAsInt(), thing));
  }

  /** Applies a reader to all parts; empty if one of them cannot be read. */
  private static <T> Optional<List<T>> each(
      List<String> parts, Function<String, Optional<T>> reader) {
    List<T> read = new ArrayList<>();
    for (String part : parts) {
      Optional<T> one = reader.apply(part);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      read.add(one.get());
    }
    return Optional.of(read);
  }
}
