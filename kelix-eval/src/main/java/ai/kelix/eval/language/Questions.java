package ai.kelix.eval.language;

import ai.kelix.eval.scene.Colour;
import ai.kelix.eval.scene.Item;
import ai.kelix.eval.scene.Picture;
import ai.kelix.eval.scene.PictureGenerator;
import ai.kelix.eval.scene.ShapeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All questions that a picture answers without doubt. */
public final class Questions {
  /** Centres closer than this along an axis are neither left nor right, above nor below. */
  private static final double CLEAR = 12;

  private Questions() {}

  /** Returns every question about a picture, each in a phrasing chosen at random. */
  public static List<Question> about(Picture picture, SplittableRandom random) {
    List<Question> all = new ArrayList<>();
    if (picture instanceof Picture.Scene scene) {
      colours(scene, random, all);
      counts(scene, random, all);
      positions(scene, random, all);
      relations(scene, random, all);
    } else if (picture instanceof Picture.Word word) {
      all.add(new Question(QuestionKind.WORD, Phrasings.word(random), word.text()));
    } else if (picture instanceof Picture.Chart chart) {
      charts(chart, random, all);
    }
    return all;
  }

  private static void colours(Picture.Scene scene, SplittableRandom random, List<Question> all) {
    for (ShapeKind shape : ShapeKind.values()) {
      List<Item> found = scene.items().stream().filter(i -> i.shape() == shape).toList();
      long colours = found.stream().map(Item::colour).distinct().count();
      if (found.size() == 1 && colours == 1) {
        String text = Phrasings.colour(shape, random);
        all.add(new Question(QuestionKind.COLOUR, text, found.get(0).colour().word()));
      }
    }
  }

  private static void counts(Picture.Scene scene, SplittableRandom random, List<Question> all) {
    List<Item> items = scene.items();
    add(all, Phrasings.count("shapes", random), items.size());
    ShapeKind shape = anyShape(scene, random);
    add(all, Phrasings.count(shape.word() + "s", random), count(items, shape, null));
    Colour colour = anyColour(scene, random);
    add(all, Phrasings.count(colour.word() + " shapes", random), count(items, null, colour));
    Item item = items.get(random.nextInt(items.size()));
    Colour asked = random.nextInt(4) == 0 ? anyColour(scene, random) : item.colour();
    String things = asked.word() + " " + item.shape().word() + "s";
    add(all, Phrasings.count(things, random), count(items, item.shape(), asked));
  }

  private static void add(List<Question> all, String text, long answer) {
    all.add(new Question(QuestionKind.COUNT, text, Long.toString(answer)));
  }

  /** Mostly something that is there, so that the answer is not always zero. */
  private static ShapeKind anyShape(Picture.Scene scene, SplittableRandom random) {
    return random.nextInt(4) == 0
        ? PictureGenerator.any(ShapeKind.values(), random)
        : scene.items().get(random.nextInt(scene.items().size())).shape();
  }

  private static Colour anyColour(Picture.Scene scene, SplittableRandom random) {
    return random.nextInt(4) == 0
        ? PictureGenerator.any(Colour.values(), random)
        : scene.items().get(random.nextInt(scene.items().size())).colour();
  }

  private static long count(List<Item> items, @Nullable ShapeKind shape, @Nullable Colour colour) {
    return items.stream()
        .filter(i -> shape == null || i.shape() == shape)
        .filter(i -> colour == null || i.colour() == colour)
        .count();
  }

  private static void positions(Picture.Scene scene, SplittableRandom random, List<Question> all) {
    for (Item item : uniqueItems(scene)) {
      String where = item.region(Picture.SIDE).phrase();
      all.add(new Question(QuestionKind.POSITION, Phrasings.where(item, random), where));
    }
  }

  private static void relations(Picture.Scene scene, SplittableRandom random, List<Question> all) {
    List<Item> unique = uniqueItems(scene);
    for (Item first : unique) {
      for (Item second : unique) {
        if (!first.equals(second)) {
          relation(first, second, random, all);
        }
      }
    }
  }

  private static void relation(
      Item first, Item second, SplittableRandom random, List<Question> all) {
    double dx = first.x() - second.x();
    double dy = first.y() - second.y();
    boolean horizontal = random.nextBoolean();
    double difference = horizontal ? dx : dy;
    if (Math.abs(difference) < CLEAR) {
      return;
    }
    boolean claimBefore = random.nextBoolean();
    String claim =
        horizontal ? claimBefore ? "left of" : "right of" : claimBefore ? "above" : "below";
    String text = Phrasings.relation(first, claim, second);
    all.add(
        new Question(QuestionKind.RELATION, text, difference < 0 == claimBefore ? "yes" : "no"));
  }

  /** Items that colour and shape tell from all others. */
  private static List<Item> uniqueItems(Picture.Scene scene) {
    return scene.items().stream()
        .filter(item -> scene.items().stream().filter(item::looksLike).count() == 1)
        .toList();
  }

  private static void charts(Picture.Chart chart, SplittableRandom random, List<Question> all) {
    Comparator<Picture.Bar> byHeight = Comparator.comparingInt(Picture.Bar::height);
    List<Picture.Bar> sorted = chart.bars().stream().sorted(byHeight).toList();
    chart(all, Phrasings.extreme("tallest", random), sorted.get(sorted.size() - 1).colour().word());
    chart(all, Phrasings.extreme("shortest", random), sorted.get(0).colour().word());
    chart(all, Phrasings.count("bars", random), Integer.toString(sorted.size()));
    Picture.Bar first = chart.bars().get(0);
    Picture.Bar second = chart.bars().get(1 + random.nextInt(sorted.size() - 1));
    boolean swapped = random.nextBoolean();
    Picture.Bar a = swapped ? second : first;
    Picture.Bar b = swapped ? first : second;
    String text =
        "Is the %s bar taller than the %s bar?".formatted(a.colour().word(), b.colour().word());
    chart(all, text, a.height() > b.height() ? "yes" : "no");
  }

  private static void chart(List<Question> all, String text, String answer) {
    all.add(new Question(QuestionKind.CHART, text, answer));
  }
}
