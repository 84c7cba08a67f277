package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Region;
import ai.kelix.tiny.world.scene.Relation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The meaning of a prompt, whatever its phrasing. A wish asks for what it names and nothing else.
 */
public sealed interface Wish {

  /** Returns the category. */
  PromptKind kind();

  /** Returns the plain words, without opening and ending. */
  String text();

  /**
   * Things without places.
   *
   * @param groups one or two
   */
  record Things(List<Group> groups) implements Wish {
    /** Copies the list. */
    public Things {
      groups = List.copyOf(groups);
    }

    @Override
    public PromptKind kind() {
      if (groups.size() > 1) {
        boolean bound = groups.stream().allMatch(group -> group.thing().colour().isPresent());
        return bound ? PromptKind.COLOUR_BINDING : PromptKind.TWO_OBJECTS;
      }
      Group group = groups.get(0);
      if (group.count() > 1) {
        return PromptKind.COUNTING;
      }
      return group.thing().colour().isPresent() ? PromptKind.COLOURS : PromptKind.SINGLE_OBJECT;
    }

    @Override
    public String text() {
      return groups.stream().map(Group::text).collect(Collectors.joining(" and "));
    }
  }

  /**
   * Things with places.
   *
   * @param places one to four
   */
  record Placed(List<Place> places) implements Wish {
    /** Copies the list. */
    public Placed {
      places = List.copyOf(places);
    }

    @Override
    public PromptKind kind() {
      return places.size() > 1 ? PromptKind.DENSE : PromptKind.POSITION;
    }

    @Override
    public String text() {
      return places.stream().map(Place::text).collect(Collectors.joining(", "));
    }
  }

  /**
   * Two things beside each other.
   *
   * @param first one thing
   * @param relation of the first to the second
   * @param second another thing
   */
  record Related(Thing first, Relation relation, Thing second) implements Wish {
    @Override
    public PromptKind kind() {
      return PromptKind.POSITION;
    }

    @Override
    public String text() {
      return first.withArticle() + " " + relation.phrase() + " " + second.withArticle();
    }
  }

  /**
   * Some equal things.
   *
   * @param count 1 … 4
   * @param thing what they are
   */
  record Group(int count, Thing thing) {
    /** Returns the words with article or number. */
    public String text() {
      return count == 1 ? thing.withArticle() : Numbers.word(count) + " " + thing.phrase(count);
    }
  }

  /**
   * One thing and its place.
   *
   * @param thing what it is
   * @param region the ninth where its centre lies
   */
  record Place(Thing thing, Region region) {
    /** Returns the words. */
    public String text() {
      return thing.withArticle() + " at the " + region.phrase();
    }
  }
}
