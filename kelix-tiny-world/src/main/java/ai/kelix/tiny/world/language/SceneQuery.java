package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.Region;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.List;
import java.util.Optional;

/** A question about shapes. */
public sealed interface SceneQuery extends Query {
  /** Centres closer than this along an axis are neither left nor right, above nor below. */
  double CLEAR = 12;

  /** Returns the right answer to a scene; empty if the scene leaves doubt. */
  Optional<String> answer(List<Item> items);

  @Override
  default Optional<String> answer(Picture picture) {
    return picture instanceof Picture.Scene scene ? answer(scene.items()) : Optional.empty();
  }

  /**
   * Asks the colour of the only item of a shape.
   *
   * @param shape of the item
   */
  record ColourOf(ShapeKind shape) implements SceneQuery {
    @Override
    public QuestionKind kind() {
      return QuestionKind.COLOUR;
    }

    @Override
    public Optional<String> answer(List<Item> items) {
      return SceneQuery.only(items, Thing.of(shape)).map(item -> item.colour().word());
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.COLOUR, shape.word());
    }
  }

  /**
   * Asks how many there are of something; answered in digits.
   *
   * @param thing what is counted
   */
  record Count(Thing thing) implements SceneQuery {
    @Override
    public QuestionKind kind() {
      return QuestionKind.COUNT;
    }

    @Override
    public Optional<String> answer(List<Item> items) {
      return Optional.of(Long.toString(items.stream().filter(thing::fits).count()));
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.COUNT, thing.phrase(2));
    }
  }

  /**
   * Asks in which ninth of the picture something lies.
   *
   * @param thing fits one item only
   */
  record Where(Thing thing) implements SceneQuery {
    @Override
    public QuestionKind kind() {
      return QuestionKind.POSITION;
    }

    @Override
    public Optional<String> answer(List<Item> items) {
      return SceneQuery.only(items, thing)
          .map(item -> item.region(Picture.SIDE))
          .map(Region::phrase);
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.WHERE, thing.phrase());
    }
  }

  /**
   * Asks whether one thing lies to another as claimed; answered by yes or no.
   *
   * @param first fits one item only
   * @param relation claimed of the first to the second
   * @param second fits one other item only
   */
  record Lies(Thing first, Relation relation, Thing second) implements SceneQuery {
    @Override
    public QuestionKind kind() {
      return QuestionKind.RELATION;
    }

    @Override
    public Optional<String> answer(List<Item> items) {
      Optional<Item> a = SceneQuery.only(items, first);
      Optional<Item> b = SceneQuery.only(items, second);
      if (a.isEmpty() || b.isEmpty() || a.equals(b)) {
        return Optional.empty();
      }
      double lead = relation.lead(a.get(), b.get());
      boolean clear = Math.abs(lead) >= CLEAR;
      return clear ? Optional.of(lead > 0 ? "yes" : "no") : Optional.empty();
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.lies(relation), first.phrase(), second.phrase());
    }
  }

  /**
   * Asks for the only thing on one side of another; answered by its colour and shape.
   *
   * @param relation of what is asked for to the thing
   * @param thing fits one item only
   */
  record Beside(Relation relation, Thing thing) implements SceneQuery {
    @Override
    public QuestionKind kind() {
      return QuestionKind.RELATION;
    }

    @Override
    public Optional<String> answer(List<Item> items) {
      return SceneQuery.only(items, thing).flatMap(item -> beside(items, item)).map(Item::phrase);
    }

    /** The only item on that side, if no other comes near to being there. */
    private Optional<Item> beside(List<Item> items, Item place) {
      List<Item> candidates =
          items.stream()
              .filter(item -> !item.equals(place))
              .filter(item -> relation.lead(item, place) > -CLEAR)
              .toList();
      return candidates.size() == 1 && relation.lead(candidates.get(0), place) >= CLEAR
          ? Optional.of(candidates.get(0))
          : Optional.empty();
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.beside(relation), thing.phrase());
    }
  }

  private static Optional<Item> only(List<Item> items, Thing thing) {
    List<Item> found = items.stream().filter(thing::fits).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
