package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Dense descriptions: everything in the picture with colour, shape and place, in reading order. */
public final class Captions {

  private Captions() {}

  /** Returns a way of asking for a description. */
  public static String request(SplittableRandom random) {
    return Phrasings.pick(random, Phrasings.DESCRIBE);
  }

  /** Returns the description of a picture. */
  public static String of(Picture picture) {
    if (picture instanceof Picture.Scene scene) {
      Comparator<Item> reading =
          Comparator.comparing((Item item) -> item.region(Picture.SIDE))
              .thenComparingDouble(Item::x);
      List<Item> items = scene.items().stream().sorted(reading).toList();
      return items.stream()
          .map(item -> item.region(Picture.SIDE).phrase() + " " + item.phrase())
          .collect(Collectors.joining(", "));
    }
    if (picture instanceof Picture.Word word) {
      return "the word " + word.text();
    }
    Picture.Chart chart = (Picture.Chart) picture;
    return chart.bars().stream()
        .map(bar -> bar.colour().word() + " " + bar.height())
        .collect(Collectors.joining(", ", "a bar chart: ", ""));
  }
}
