package ai.kelix.tiny.world.judge;

import ai.kelix.Image;
import ai.kelix.tiny.world.language.Thing;
import ai.kelix.tiny.world.language.Wish;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Tells whether a picture shows what a wish asks for, and nothing else. Stateless. */
public final class WishJudge {
  /** A relation holds by at least so many pixels between centres. */
  private static final double LEAD = 6;

  private WishJudge() {}

  /** Judges a picture of 112 × 112 pixels. */
  public static boolean satisfies(Image image, Wish wish) {
    return satisfies(SceneReader.items(image), wish);
  }

  /** Judges what a picture shows. */
  public static boolean satisfies(List<Item> items, Wish wish) {
    if (wish instanceof Wish.Things things) {
      List<Predicate<Item>> wanted = new ArrayList<>();
      for (Wish.Group group : things.groups()) {
        wanted.addAll(Collections.nCopies(group.count(), group.thing()::fits));
      }
      return match(items, wanted);
    }
    if (wish instanceof Wish.Placed placed) {
      return match(items, placed.places().stream().map(WishJudge::lies).toList());
    }
    return related(items, (Wish.Related) wish);
  }

  private static Predicate<Item> lies(Wish.Place place) {
    return item -> place.thing().fits(item) && item.region(Picture.SIDE) == place.region();
  }

  private static boolean related(List<Item> items, Wish.Related wish) {
    if (items.size() != 2) {
      return false;
    }
    return holds(items.get(0), items.get(1), wish) || holds(items.get(1), items.get(0), wish);
  }

  private static boolean holds(Item first, Item second, Wish.Related wish) {
    Thing a = wish.first();
    Thing b = wish.second();
    return a.fits(first) && b.fits(second) && wish.relation().lead(first, second) >= LEAD;
  }

  /** Tells whether each item is one of the wanted, one to one. */
  private static boolean match(List<Item> items, List<Predicate<Item>> wanted) {
    if (items.size() != wanted.size()) {
      return false;
    }
    if (items.isEmpty()) {
      return true;
    }
    Item first = items.get(0);
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).test(first)) {
        List<Predicate<Item>> rest = new ArrayList<>(wanted);
        rest.remove(i);
        if (match(items.subList(1, items.size()), rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
