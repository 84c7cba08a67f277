package ai.kelix.tiny.world.scene;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters, digits and marks as strokes on a grid of columns 0 … 4 and rows 0 … 8, drawn here so
 * that pictures are the same on every machine, whatever fonts it has. Capitals stand on row 6 and
 * reach row 0, small letters mostly reach row 2. A glyph is written as polylines of column-row
 * digits.
 */
final class StrokeFont {
  private static final int WIDTH = 4;
  private static final int BASELINE = 6;

  private static final String CAPITALS =
      """
      A 0620 2046 1333
      B 0600 003041423303 3344453606
      C 4130100105163645
      D 0600 003041453606
      E 40000646 0333
      F 400006 0333
      G 41301001051636454323
      H 0006 4046 0343
      I 1030 2026 1636
      J 4045361605
      K 0006 4003 0346
      L 000646
      M 0600234046
      N 06004640
      O 103041453616050110
      P 06003041423303
      Q 103041453616050110 2446
      R 06003041423303 2346
      S 413010010213334445361605
      T 0040 2026
      U 000516364540
      V 002640
      W 0016233640
      X 0046 4006
      Y 0023 4023 2326
      Z 00400646
      """;

  private static final String SMALL =
      """
      a 0312324346 441405163645
      b 0006 0312324345361605
      c 421203051646
      d 4046 4332120305163645
      e 04444332120305163645
      f 30201116 0232
      g 4247381807 4332120305163645
      h 0006 0312324346
      i 2226 2020
      j 22271808 2020
      k 0006 420446
      l 202536
      m 0206 03122326 23324346
      n 0206 0312324346
      o 123243453616050312
      p 0208 0312324345361605
      q 4248 4332120305163645
      r 0206 031232
      s 43321203143445361605
      t 10152636 0232
      u 0205163645 4246
      v 022642
      w 0216233642
      x 0246 4206
      y 0226 42261808
      z 02420646
      """;

  private static final String MARKS =
      """
      0 103041453616050110 1432
      1 112026 1636
      2 01103041420646
      3 0110304142334445361605 1333
      4 36300444
      5 400003334445361605
      6 4130100105163645443303
      7 004016
      8 103041423313020110 1304051636454433
      9 4313020110304145361605
      . 2626
      , 2617
      : 2323 2626
      ? 01103041423324 2626
      ! 2024 2626
      - 1333
      + 0343 2125
      = 0242 0444
      / 0640
      ' 2021
      ( 30212536
      ) 10212516
      % 0640 0101 4545
      """;

  private static final Map<Character, List<List<Point2D>>> GLYPHS = new HashMap<>();

  static {
    for (String line : (CAPITALS + SMALL + MARKS).split("\n", -1)) {
      if (!line.isEmpty()) {
        GLYPHS.put(line.charAt(0), strokes(line.substring(2)));
      }
    }
  }

  private StrokeFont() {}

  private static List<List<Point2D>> strokes(String notation) {
    List<List<Point2D>> strokes = new ArrayList<>();
    for (String stroke : notation.split(" ", -1)) {
      List<Point2D> points = new ArrayList<>();
      for (int i = 0; i < stroke.length(); i += 2) {
        double column = Character.digit(stroke.charAt(i), 10);
        double row = Character.digit(stroke.charAt(i + 1), 10);
        points.add(new Point2D.Double(column / WIDTH, (row - BASELINE) / BASELINE));
      }
      strokes.add(List.copyOf(points));
    }
    return List.copyOf(strokes);
  }

  /** Tells whether there is a glyph. */
  static boolean has(char character) {
    return GLYPHS.containsKey(character);
  }

  /**
   * Returns the strokes of a glyph, 1 wide, capitals 1 tall, the baseline at 0 and up negative.
   *
   * @param rounding 0 for sharp corners … 0.5 for curves
   * @param ticks length of the serifs at upper and lower ends; 0 for none
   * @throws IllegalArgumentException if there is no such glyph
   */
  static Path2D glyph(char character, double rounding, double ticks) {
    List<List<Point2D>> strokes = GLYPHS.get(character);
    if (strokes == null) {
      throw new IllegalArgumentException("there is no glyph for '" + character + "'");
    }
    Path2D path = new Path2D.Double();
    for (List<Point2D> stroke : strokes) {
      append(path, stroke, rounding);
      if (ticks > 0) {
        tick(path, stroke.get(0), ticks);
        tick(path, stroke.get(stroke.size() - 1), ticks);
      }
    }
    return path;
  }

  private static void append(Path2D path, List<Point2D> points, double rounding) {
    Point2D start = points.get(0);
    path.moveTo(start.getX(), start.getY());
    for (int i = 1; i < points.size() - 1; i++) {
      Point2D corner = points.get(i);
      Point2D before = between(corner, points.get(i - 1), rounding);
      Point2D after = between(corner, points.get(i + 1), rounding);
      path.lineTo(before.getX(), before.getY());
      path.quadTo(corner.getX(), corner.getY(), after.getX(), after.getY());
    }
    Point2D end = points.get(points.size() - 1);
    path.lineTo(end.getX(), end.getY());
  }

  private static Point2D between(Point2D from, Point2D to, double part) {
    double x = from.getX() + (to.getX() - from.getX()) * part;
    double y = from.getY() + (to.getY() - from.getY()) * part;
    return new Point2D.Double(x, y);
  }

  /** Serifs stand on the baseline and on top of capitals only. */
  private static void tick(Path2D path, Point2D end, double length) {
    if (end.getY() == 0 || end.getY() == -1) {
      path.moveTo(end.getX() - length / 2, end.getY());
      path.lineTo(end.getX() + length / 2, end.getY());
    }
  }
}
