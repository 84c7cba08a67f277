package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Appearance;
import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import ai.kelix.tiny.world.scene.Region;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws prompts with examples at random. Stateless. */
public final class Prompts {
  /** In examples a relation holds by at least so many pixels … */
  private static final double CLEAR = 20;

  /** … and by so many more than along the other axis. */
  private static final double CLEARER = 8;

  private Prompts() {}

  /** Returns a prompt of one category. */
  public static DrawingPrompt draw(PromptKind kind, SplittableRandom random) {
    return switch (kind) {
      case SINGLE_OBJECT -> single(Thing.of(anyShape(random)), random);
      case COLOURS -> single(Thing.of(anyColour(random), anyShape(random)), random);
      case TWO_OBJECTS, COLOUR_BINDING -> two(kind, random);
      case COUNTING -> counting(random);
      case POSITION -> random.nextBoolean() ? region(random) : relation(random);
      case DENSE -> dense(random);
      case WORD -> copy(kind, PictureGenerator.word(random), random);
      case CHART -> copy(kind, PictureGenerator.chart(random), random);
    };
  }

  private static DrawingPrompt single(Thing thing, SplittableRandom random) {
    Wish wish = new Wish.Things(List.of(new Wish.Group(1, thing)));
    String text = Wording.dress(Wording.article(wish.text(), random), random);
    Picture.Scene example = PictureGenerator.scene(List.of(anywhere(thing, random)), random);
    return new DrawingPrompt(wish.kind(), text, example);
  }

  private static DrawingPrompt two(PromptKind kind, SplittableRandom random) {
    List<ShapeKind> shapes = PictureGenerator.shuffled(List.of(ShapeKind.values()), random);
    List<Colour> colours = PictureGenerator.shuffled(List.of(Colour.values()), random);
    Thing first = Thing.of(colours.get(0), shapes.get(0));
    Thing second = Thing.of(colours.get(1), shapes.get(1));
    if (kind == PromptKind.TWO_OBJECTS) {
      int bare = random.nextInt(3);
      first = bare == 0 ? first : Thing.of(shapes.get(0));
      second = bare == 1 ? second : Thing.of(shapes.get(1));
    }
    return things(List.of(new Wish.Group(1, first), new Wish.Group(1, second)), random);
  }

  private static DrawingPrompt counting(SplittableRandom random) {
    int count = random.nextInt(2, 5);
    Thing thing =
        random.nextInt(4) == 0
            ? Thing.of(anyShape(random))
            : Thing.of(anyColour(random), anyShape(random));
    return things(List.of(new Wish.Group(count, thing)), random);
  }

  private static DrawingPrompt things(List<Wish.Group> groups, SplittableRandom random) {
    List<Appearance> wanted = new ArrayList<>();
    for (Wish.Group group : groups) {
      Appearance one = anywhere(group.thing(), random);
      for (int i = 0; i < group.count(); i++) {
        wanted.add(one);
      }
    }
    return prompt(new Wish.Things(groups), PictureGenerator.scene(wanted, random), random);
  }

  private static DrawingPrompt region(SplittableRandom random) {
    Appearance one = somewhere(PictureGenerator.any(Region.values(), random), random);
    return placed(List.of(one), random);
  }

  private static DrawingPrompt dense(SplittableRandom random) {
    int count = random.nextInt(2, 5);
    List<Region> regions = PictureGenerator.shuffled(List.of(Region.values()), random);
    List<Appearance> wanted =
        regions.stream().limit(count).sorted().map(region -> somewhere(region, random)).toList();
    return placed(wanted, random);
  }

  private static DrawingPrompt placed(List<Appearance> wanted, SplittableRandom random) {
    Picture.Scene example = PictureGenerator.scene(wanted, random);
    List<Wish.Place> places =
        example.items().stream()
            .map(item -> new Wish.Place(Thing.like(item), item.region(Picture.SIDE)))
            .toList();
    return prompt(new Wish.Placed(places), example, random);
  }

  private static DrawingPrompt relation(SplittableRandom random) {
    Relation relation = PictureGenerator.any(Relation.values(), random);
    List<Colour> colours = PictureGenerator.shuffled(List.of(Colour.values()), random);
    Thing first = Thing.of(colours.get(0), anyShape(random));
    Thing second = Thing.of(colours.get(1), anyShape(random));
    List<Appearance> wanted = List.of(anywhere(first, random), anywhere(second, random));
    while (true) {
      Picture.Scene example = PictureGenerator.scene(wanted, random);
      if (clearly(relation, example.items().get(0), example.items().get(1))) {
        return prompt(new Wish.Related(first, relation, second), example, random);
      }
    }
  }

  private static boolean clearly(Relation relation, Item first, Item second) {
    double lead = relation.lead(first, second);
    double dx = Math.abs(first.x() - second.x());
    double dy = Math.abs(first.y() - second.y());
    return lead >= CLEAR && lead >= Math.min(dx, dy) + CLEARER && lead >= Math.max(dx, dy);
  }

  private static DrawingPrompt prompt(Wish wish, Picture example, SplittableRandom random) {
    String text = Wording.dress(wish.text(), random);
    return new DrawingPrompt(wish.kind(), text, example);
  }

  private static DrawingPrompt copy(PromptKind kind, Picture picture, SplittableRandom random) {
    String text = Wording.dress(Captions.of(picture), random);
    return new DrawingPrompt(kind, text, picture);
  }

  private static Appearance anywhere(Thing thing, SplittableRandom random) {
    return Appearance.anywhere(
        thing.shape().orElseGet(() -> anyShape(random)),
        thing.colour().orElseGet(() -> anyColour(random)));
  }

  private static Appearance somewhere(Region region, SplittableRandom random) {
    return new Appearance(anyShape(random), anyColour(random), Optional.of(region));
  }

  private static ShapeKind anyShape(SplittableRandom random) {
    return PictureGenerator.any(ShapeKind.values(), random);
  }

  private static Colour anyColour(SplittableRandom random) {
    return PictureGenerator.any(Colour.values(), random);
  }
}
