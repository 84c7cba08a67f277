package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.Optional;

/**
 * What a noun phrase names: {@code red circle}, {@code circle}, {@code red shape} or {@code shape}.
 *
 * @param colour empty if any colour is meant
 * @param shape empty if any shape is meant
 */
public record Thing(Optional<Colour> colour, Optional<ShapeKind> shape) {
  private static final String ANY_SHAPE = "shape";

  /** A shape of a colour. */
  public static Thing of(Colour colour, ShapeKind shape) {
    return new Thing(Optional.of(colour), Optional.of(shape));
  }

  /** A shape of any colour. */
  public static Thing of(ShapeKind shape) {
    return new Thing(Optional.empty(), Optional.of(shape));
  }

  /** Any shape of a colour. */
  public static Thing of(Colour colour) {
    return new Thing(Optional.of(colour), Optional.empty());
  }

  /** Any shape of any colour. */
  public static Thing any() {
    return new Thing(Optional.empty(), Optional.empty());
  }

  /** What an item looks like. */
  public static Thing like(Item item) {
    return of(item.colour(), item.shape());
  }

  /** Tells whether the phrase fits an item. */
  public boolean fits(Item item) {
    return fits(item.colour(), item.shape());
  }

  /** Tells whether the phrase fits something of this colour and shape. */
  public boolean fits(Colour givenColour, ShapeKind givenShape) {
    return (colour.isEmpty() || colour.get() == givenColour)
        && (shape.isEmpty() || shape.get() == givenShape);
  }

  /** Returns the phrase for one, without article. */
  public String phrase() {
    String noun = shape.map(ShapeKind::word).orElse(ANY_SHAPE);
    return colour.map(c -> c.word() + " " + noun).orElse(noun);
  }

  /** Returns the phrase for a number of them, without the number. */
  public String phrase(int count) {
    return count == 1 ? phrase() : phrase() + "s";
  }

  /** Returns the phrase for one, with the article "a" or "an". */
  public String withArticle() {
    String phrase = phrase();
    return ("aeiou".indexOf(phrase.charAt(0)) >= 0 ? "an " : "a ") + phrase;
  }

  /**
   * Reads a phrase without article, in the singular or plural; empty if it is none of the drawn
   * world.
   */
  public static Optional<Thing> read(String phrase) {
    int blank = phrase.lastIndexOf(' ');
    String noun = phrase.substring(blank + 1);
    String singular = noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun;
    Optional<ShapeKind> shape = ShapeKind.read(singular);
    if (shape.isEmpty() && !singular.equals(ANY_SHAPE)) {
      return Optional.empty();
    }
    if (blank < 0) {
      return Optional.of(new Thing(Optional.empty(), shape));
    }
    return Colour.read(phrase.substring(0, blank)).map(c -> new Thing(Optional.of(c), shape));
  }
}
