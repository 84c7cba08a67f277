package ai.kelix.tiny.world.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypefaceTest {
  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  @Test
  void everyTypefaceHasAllLetters() {
    for (Typeface typeface : Typeface.ALL) {
      (SMALL + CAPITALS)
          .chars()
          .mapToObj(letter -> typeface.glyph((char) letter))
          .forEach(
              glyph -> {
                assertThat(glyph.advance()).isBetween(0.2, 1.2);
                assertThat(glyph.area().getBounds2D().getHeight()).isBetween(0.3, 1.2);
              });
    }
  }

  @Test
  void noTwoLettersOfATypefaceLookAlike() {
    for (Typeface typeface : Typeface.ALL) {
      for (String alphabet : List.of(SMALL, CAPITALS)) {
        Map<Character, int[]> drawn = new HashMap<>();
        for (int i = 0; i < alphabet.length(); i++) {
          char letter = alphabet.charAt(i);
          int[] pixels = pixels(typeface.glyph(letter));
          drawn.forEach(
              (other, others) ->
                  assertThat(likeness(others, pixels))
                      .as("%s %s %s", typeface, other, letter)
                      .isLessThan(0.97));
          drawn.put(letter, pixels);
        }
      }
    }
  }

  @Test
  void namesTheCharacterThatHasNoGlyph() {
    assertThatThrownBy(() -> Typeface.ALL.get(0).glyph('ß')).hasMessageContaining("'ß'");
    assertThatThrownBy(() -> Typeface.ALL.get(6).glyph('ß')).hasMessageContaining("'ß'");
  }

  private static int[] pixels(Glyph glyph) {
    BufferedImage canvas = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.translate(10, 34);
    graphics.scale(32, 32);
    graphics.setColor(Color.WHITE);
    graphics.fill(glyph.area());
    graphics.dispose();
    int[] packed = canvas.getRGB(0, 0, 48, 48, null, 0, 48);
    for (int i = 0; i < packed.length; i++) {
      packed[i] &= 0xFF;
    }
    return packed;
  }

  /** Covered in both over covered in either. */
  private static double likeness(int[] a, int[] b) {
    double both = 0;
    double either = 0;
    for (int i = 0; i < a.length; i++) {
      both += Math.min(a[i], b[i]);
      either += Math.max(a[i], b[i]);
    }
    return both / either;
  }
}
