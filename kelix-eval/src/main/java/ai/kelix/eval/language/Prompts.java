package ai.kelix.eval.language;

import ai.kelix.eval.scene.Colour;
import ai.kelix.eval.scene.Item;
import ai.kelix.eval.scene.Picture;
import ai.kelix.eval.scene.PictureGenerator;
import ai.kelix.eval.scene.Region;
import ai.kelix.eval.scene.ShapeKind;
import java.util.SplittableRandom;

/** Draws prompts with examples at random. */
public final class Prompts {
  private static final String[] NUMBERS = {"", "one", "two", "three", "four"};

  private Prompts() {}

  /** Returns a prompt of one category. */
  public static DrawingPrompt draw(PromptKind kind, SplittableRandom random) {
    return switch (kind) {
      case SINGLE_OBJECT, COLOURS -> single(kind, random);
      case TWO_OBJECTS, COLOUR_BINDING -> two(kind, random);
      case COUNTING -> counting(random);
      case POSITION -> random.nextBoolean() ? region(random) : relation(random);
    };
  }

  private static DrawingPrompt single(PromptKind kind, SplittableRandom random) {
    Picture.Scene scene = PictureGenerator.scene(random, 1);
    Item item = scene.items().get(0);
    String text = kind == PromptKind.COLOURS ? "a " + item.phrase() : article(item.shape().word());
    return new DrawingPrompt(kind, text, scene);
  }

  private static DrawingPrompt two(PromptKind kind, SplittableRandom random) {
    Picture.Scene scene = differing(kind == PromptKind.COLOUR_BINDING, random);
    Item a = scene.items().get(0);
    Item b = scene.items().get(1);
    String text =
        kind == PromptKind.COLOUR_BINDING
            ? "a " + a.phrase() + " and a " + b.phrase()
            : article(a.shape().word()) + " and " + article(b.shape().word());
    return new DrawingPrompt(kind, text, scene);
  }

  private static Picture.Scene differing(boolean inColourToo, SplittableRandom random) {
    while (true) {
      Picture.Scene scene = PictureGenerator.scene(random, 2);
      Item a = scene.items().get(0);
      Item b = scene.items().get(1);
      if (a.shape() != b.shape() && (!inColourToo || a.colour() != b.colour())) {
        return scene;
      }
    }
  }

  private static DrawingPrompt counting(SplittableRandom random) {
    int count = random.nextInt(2, 5);
    ShapeKind shape = PictureGenerator.any(ShapeKind.values(), random);
    Colour colour = PictureGenerator.any(Colour.values(), random);
    Picture.Scene scene = PictureGenerator.alike(shape, colour, count, random);
    String text = NUMBERS[count] + " " + colour.word() + " " + shape.word() + "s";
    return new DrawingPrompt(PromptKind.COUNTING, text, scene);
  }

  private static DrawingPrompt region(SplittableRandom random) {
    Region region = PictureGenerator.any(Region.values(), random);
    ShapeKind shape = PictureGenerator.any(ShapeKind.values(), random);
    Colour colour = PictureGenerator.any(Colour.values(), random);
    Picture.Scene scene = PictureGenerator.in(region, shape, colour, random);
    String text = "a " + scene.items().get(0).phrase() + " at the " + region.phrase();
    return new DrawingPrompt(PromptKind.POSITION, text, scene);
  }

  private static DrawingPrompt relation(SplittableRandom random) {
    while (true) {
      Picture.Scene scene = differing(true, random);
      Item a = scene.items().get(0);
      Item b = scene.items().get(1);
      double dx = a.x() - b.x();
      double dy = a.y() - b.y();
      if (Math.max(Math.abs(dx), Math.abs(dy)) > 24 && Math.abs(Math.abs(dx) - Math.abs(dy)) > 8) {
        boolean horizontal = Math.abs(dx) > Math.abs(dy);
        String claim = horizontal ? dx < 0 ? "left of" : "right of" : dy < 0 ? "above" : "below";
        String text = "a " + a.phrase() + " " + claim + " a " + b.phrase();
        return new DrawingPrompt(PromptKind.POSITION, text, scene);
      }
    }
  }

  private static String article(String noun) {
    return "a " + noun;
  }
}
