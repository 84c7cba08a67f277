package ai.kelix.tiny.world.scene;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** The outlines of the shapes around the origin. Stateless. */
public final class Outlines {
  private static final int STAR_CORNERS = 10;

  private Outlines() {}

  /**
   * Returns the usual outline.
   *
   * @param half half of the item's size
   */
  public static Shape of(ShapeKind shape, double half) {
    return of(shape, half, 0.5);
  }

  /**
   * Returns an outline with small liberties that leave its name beyond doubt: the height of
   * triangles, the depth of stars.
   */
  static Shape varied(ShapeKind shape, double half, SplittableRandom random) {
    return of(shape, half, random.nextDouble());
  }

  private static Shape of(ShapeKind shape, double half, double liberty) {
    return switch (shape) {
      case CIRCLE -> new Ellipse2D.Double(-half, -half, 2 * half, 2 * half);
      case SQUARE -> new Rectangle2D.Double(-half * 0.9, -half * 0.9, 1.8 * half, 1.8 * half);
      case TRIANGLE -> triangle(half, 0.87 + 0.13 * liberty);
      case STAR -> star(half * 1.1, 0.37 + 0.09 * liberty);
    };
  }

  private static Shape triangle(double half, double height) {
    return polygon(new double[] {0, -half * height, half, half * height, -half, half * height});
  }

  private static Shape star(double radius, double inner) {
    double[] corners = new double[2 * STAR_CORNERS];
    for (int i = 0; i < STAR_CORNERS; i++) {
      double r = i % 2 == 0 ? radius : radius * inner;
      double angle = Math.PI * i / 5 - Math.PI / 2;
      corners[2 * i] = r * StrictMath.cos(angle);
      corners[2 * i + 1] = r * StrictMath.sin(angle);
    }
    return polygon(corners);
  }

  private static Shape polygon(double[] corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
