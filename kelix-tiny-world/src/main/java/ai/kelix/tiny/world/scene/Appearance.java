package ai.kelix.tiny.world.scene;

import java.util.Optional;

/**
 * What an item of a scene is to look like, before it has a place.
 *
 * @param shape its outline
 * @param colour its fill
 * @param region the ninth where it is to lie; empty for anywhere
 */
public record Appearance(ShapeKind shape, Colour colour, Optional<Region> region) {

  /** Something that may lie anywhere. */
  public static Appearance anywhere(ShapeKind shape, Colour colour) {
    return new Appearance(shape, colour, Optional.empty());
  }
}
