package ai.kelix.tiny.world.judge;

import ai.kelix.Image;
import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads the coloured shapes of a picture on a light ground: what stands out from the ground and
 * hangs together is one shape, or several where it has several colours. Stateless.
 */
public final class SceneReader {
  /** What is nearer to the ground belongs to it: half of the palest colour's distance. */
  private static final double STANDS_OUT = 55;

  /** Smaller patches are specks; the smallest shape drawn has some 130 pixels. */
  private static final int SPECK = 40;

  /** A colour with a smaller share of a patch is its soft edge. */
  private static final double OWN_COLOUR = 0.25;

  private SceneReader() {}

  /** Returns the shapes in reading order of their upper edges; centre and size in pixels. */
  public static List<Item> items(Image image) {
    ColourReader colours = new ColourReader(image);
    BitSet standing = new BitSet();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        standing.set(y * image.width() + x, colours.fromGround(x, y) > STANDS_OUT);
      }
    }
    List<Item> items = new ArrayList<>();
    for (Patch part : new Patch(image.width(), standing).parts()) {
      if (part.area() >= SPECK) {
        items.addAll(items(part, colours));
      }
    }
    return items;
  }

  private static List<Item> items(Patch patch, ColourReader colours) {
    Patch core = patch.core();
    List<Item> items = new ArrayList<>();
    for (Colour colour : Colour.values()) {
      for (Patch part : core.and(having(core, colour, colours)).parts()) {
        if (part.area() >= SPECK && part.area() >= OWN_COLOUR * core.area()) {
          items.add(item(part, colour));
        }
      }
    }
    if (items.size() > 1) {
      return items;
    }
    // Alone, the whole patch shows its outline better than its core.
    return core.area() == 0 ? List.of() : List.of(item(patch, colours.of(core)));
  }

  private static BitSet having(Patch patch, Colour colour, ColourReader colours) {
    BitSet same = new BitSet();
    patch.pixels().stream()
        .filter(i -> colours.at(i % patch.width(), i / patch.width()) == colour)
        .forEach(same::set);
    return same;
  }

  private static Item item(Patch patch, Colour colour) {
    Patch.Box box = patch.box();
    double x = (box.left() + box.right()) / 2.0;
    double y = (box.top() + box.bottom()) / 2.0;
    return new Item(ShapeReader.of(patch), colour, x, y, Math.max(box.columns(), box.rows()));
  }
}
