package ai.kelix.eval.scene;

import java.awt.geom.Path2D;
import java.util.Map;

/**
 * Letters as strokes on a grid of 4 × 6, drawn here so that pictures are the same on every machine,
 * whatever fonts it has. A letter is written as polylines of column-row digits, apart by spaces.
 */
final class StrokeFont {
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('a', "0620 2046 1333"),
          Map.entry('b', "0600 003041423303 3344453606"),
          Map.entry('c', "4130100105163645"),
          Map.entry('d', "0600 003041453606"),
          Map.entry('e', "40000646 0333"),
          Map.entry('f', "400006 0333"),
          Map.entry('g', "41301001051636454323"),
          Map.entry('h', "0006 4046 0343"),
          Map.entry('i', "1030 2026 1636"),
          Map.entry('j', "4045361605"),
          Map.entry('k', "0006 4003 0346"),
          Map.entry('l', "000646"),
          Map.entry('m', "0600234046"),
          Map.entry('n', "06004640"),
          Map.entry('o', "103041453616050110"),
          Map.entry('p', "06003041423303"),
          Map.entry('q', "103041453616050110 2446"),
          Map.entry('r', "06003041423303 2346"),
          Map.entry('s', "413010010213334445361605"),
          Map.entry('t', "0040 2026"),
          Map.entry('u', "000516364540"),
          Map.entry('v', "002640"),
          Map.entry('w', "0016233640"),
          Map.entry('x', "0046 4006"),
          Map.entry('y', "0023 4023 2326"),
          Map.entry('z', "00400646"));

  private StrokeFont() {}

  /**
   * Returns the strokes of a letter in a box of the given size, upper left corner at the origin.
   */
  static Path2D letter(char letter, double width, double height, double slant) {
    String strokes = LETTERS.get(letter);
    if (strokes == null) {
      throw new IllegalArgumentException("'" + letter + "' is not a letter a … z");
    }
    Path2D path = new Path2D.Double();
    for (String stroke : strokes.split(" ", -1)) {
      for (int i = 0; i + 1 < stroke.length(); i += 2) {
        double row = (stroke.charAt(i + 1) - '0') / 6.0;
        double x = (stroke.charAt(i) - '0') / 4.0 * width + slant * (1 - row) * width;
        if (i == 0) {
          path.moveTo(x, row * height);
        } else {
          path.lineTo(x, row * height);
        }
      }
    }
    return path;
  }
}
