package ai.kelix.tiny.world.judge;

import ai.kelix.tiny.world.scene.Outlines;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** Names the shape of a patch by the outline that, stretched over its box, covers it best. */
final class ShapeReader {
  private static final double[] TILTS = {-0.14, -0.07, 0, 0.07, 0.14};

  private ShapeReader() {}

  static ShapeKind of(Patch patch) {
    ShapeKind best = ShapeKind.CIRCLE;
    double most = -1;
    for (ShapeKind shape : ShapeKind.values()) {
      for (double tilt : TILTS) {
        double overlap = overlap(patch, shape, tilt);
        if (overlap > most) {
          most = overlap;
          best = shape;
        }
      }
    }
    return best;
  }

  /** Returns the pixels in both, as a share of those in either. */
  private static double overlap(Patch patch, ShapeKind kind, double tilt) {
    Patch.Box box = patch.box();
    Shape outline =
        AffineTransform.getRotateInstance(tilt).createTransformedShape(Outlines.of(kind, 1));
    Rectangle2D bounds = outline.getBounds2D();
    int both = 0;
    int either = 0;
    for (int row = 0; row < box.rows(); row++) {
      for (int column = 0; column < box.columns(); column++) {
        double x = bounds.getX() + bounds.getWidth() * (column + 0.5) / box.columns();
        double y = bounds.getY() + bounds.getHeight() * (row + 0.5) / box.rows();
        boolean expected = outline.contains(x, y);
        boolean found = patch.has(box.left() + column, box.top() + row);
        both += expected && found ? 1 : 0;
        either += expected || found ? 1 : 0;
      }
    }
    return (double) both / either;
  }
}
