package ai.kelix.imageio;

/**
 * The two run-length codings of BMP, for 8 and for 4 bits; pixels that are skipped are number 0.
 */
final class BmpRuns {
  private final Encoded file;
  private final byte[] data;
  private final boolean nibbles;
  private final int width;
  private final byte[] indices;
  private int at;
  private int filled;
  private int column;

  BmpRuns(Encoded file, BmpHeader header) {
    this.file = file;
    data = file.bytes();
    nibbles = header.bits() == 4;
    width = header.width();
    indices = new byte[width * header.height()];
    at = header.start();
  }

  byte[] decode() {
    boolean isOpen = true;
    while (isOpen && filled < indices.length) {
      int count = next();
      int value = next();
      if (count > 0) {
        run(count, value);
      } else {
        isOpen = escape(value);
      }
    }
    return indices;
  }

  private int next() {
    if (at < 0 || at >= data.length) {
      throw file.damaged("its runs end too soon");
    }
    return data[at++] & 0xFF;
  }

  private void run(int count, int value) {
    int taken = Math.min(count, width - column);
    for (int i = 0; i < taken; i++) {
      add(nibbles ? nibble(value, i) : value);
    }
    column += Math.max(0, taken);
  }

  private static int nibble(int value, int index) {
    return index % 2 == 0 ? value >> 4 : value & 15;
  }

  private void add(int index) {
    if (filled < indices.length) {
      indices[filled] = (byte) index;
      filled++;
    }
  }

  /** Returns whether the image goes on. */
  private boolean escape(int code) {
    switch (code) {
      case 0 -> endLine();
      case 1 -> {
        return false;
      }
      case 2 -> {
        int right = next();
        int up = next();
        filled = (int) Math.min(indices.length, (long) filled + right + (long) up * width);
        column = filled % width;
      }
      default -> literal(code);
    }
    return true;
  }

  private void endLine() {
    filled = (filled + width - 1) / width * width;
    column = 0;
  }

  /** Pixels one by one, padded to an even number of bytes. */
  private void literal(int count) {
    int bytes = nibbles ? (count + 1) / 2 : count;
    for (int i = 0; i < count; i++) {
      int value = data[at + (nibbles ? i / 2 : i)] & 0xFF;
      add(nibbles ? nibble(value, i) : value);
    }
    column += count;
    at += bytes + bytes % 2;
  }
}
