package ai.kelix.tokenizer.block;

import java.nio.IntBuffer;
import java.util.Arrays;

/** The prompt after which an image is written (kelix-dit §3, kelix-ar §11.5). */
public final class ImagePrompt {

  private ImagePrompt() {}

  /**
   * Cuts a prompt right behind its first answer header and begins the image; a prompt without the
   * header is kept whole, and an image already begun is not begun twice.
   *
   * @param ids of the prompt
   * @param header ids that open an answer
   * @param visionStart id that begins an image
   */
  public static int[] begin(int[] ids, int[] header, int visionStart) {
    int end = endOfFirst(ids, header);
    if (end > 0 && ids[end - 1] == visionStart) {
      return Arrays.copyOf(ids, end);
    }
    int[] begun = Arrays.copyOf(ids, end + 1);
    begun[end] = visionStart;
    return begun;
  }

  private static int endOfFirst(int[] ids, int[] header) {
    IntBuffer wanted = IntBuffer.wrap(header);
    for (int end = header.length; end <= ids.length; end++) {
      if (IntBuffer.wrap(ids, end - header.length, header.length).equals(wanted)) {
        return end;
      }
    }
    return ids.length;
  }
}
