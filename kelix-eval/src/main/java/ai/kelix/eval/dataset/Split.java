package ai.kelix.eval.dataset;

import ai.kelix.eval.scene.Picture;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Decides by content whether something may be learned from. A scene is known by its shapes, colours
 * and regions, a word by its letters, a prompt by its text, whatever the style.
 */
public final class Split {
  private static final int HELD_OUT_OF = 20;

  private Split() {}

  /** Tells whether a picture is kept for evaluation. */
  public static boolean heldOut(Picture picture) {
    return hash(picture.identity()) % HELD_OUT_OF == 0;
  }

  /** Tells whether a prompt is kept for evaluation. */
  public static boolean heldOut(String prompt) {
    return hash("prompt:" + prompt) % HELD_OUT_OF == 0;
  }

  private static long hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
