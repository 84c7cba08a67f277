package ai.kelix.tiny.recipe;

import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Letter;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.util.List;
import java.util.Optional;

/**
 * Everything of a picture that has a place.
 *
 * @param items of a scene, else none
 * @param letters of a word, else none
 * @param chart if it is one
 */
record Sight(List<Item> items, List<Letter> letters, Optional<Picture.Chart> chart) {

  static Sight of(Picture picture) {
    return switch (picture) {
      case Picture.Scene scene -> new Sight(scene.items(), List.of(), Optional.empty());
      case Picture.Word word ->
          new Sight(List.of(), PictureRenderer.letters(word), Optional.empty());
      case Picture.Chart chart -> new Sight(List.of(), List.of(), Optional.of(chart));
    };
  }

  /** Returns the item whose box covers a point. */
  Optional<Item> itemAt(double x, double y) {
    return items.stream().filter(item -> covers(item, x, y)).findFirst();
  }

  private static boolean covers(Item item, double x, double y) {
    return Math.max(Math.abs(item.x() - x), Math.abs(item.y() - y)) < item.size() / 2;
  }

  /** Returns the bar in whose column a point lies. */
  Optional<Picture.Bar> barAt(double x) {
    return chart.flatMap(c -> PictureRenderer.bar(c, x));
  }
}
