package ai.kelix.imageio;

import java.util.Arrays;

/** The frame header of a JPEG file and which of its coefficients the scans have brought. */
final class JpegFrame {
  static final JpegFrame NONE = new JpegFrame(0, 0, false, new Component[0]);
  private static final int COEFFICIENTS = 64;

  /**
   * One colour component.
   *
   * @param id what scans call it
   * @param horizontal sampling factor
   * @param vertical sampling factor
   */
  record Component(int id, int horizontal, int vertical) {}

  private final int width;
  private final int height;
  private final boolean progressive;
  private final Component[] components;

  /** Bits that are still missing, by component and coefficient; -1 where nothing came yet. */
  private final int[][] missingBits;

  private boolean hasScans;

  private JpegFrame(int width, int height, boolean progressive, Component[] components) {
    this.width = width;
    this.height = height;
    this.progressive = progressive;
    this.components = components;
    missingBits = new int[components.length][COEFFICIENTS];
    for (int[] bits : missingBits) {
      Arrays.fill(bits, -1);
    }
  }

  static JpegFrame parse(Encoded file, int marker, byte[] content) {
    if (marker > 0xC2) {
      throw file.unsupported(kind(marker));
    }
    int bits = content[0] & 0xFF;
    if (bits != 8) {
      throw file.unsupported("a JPEG of " + bits + " bits a sample");
    }
    Component[] components = new Component[content[5] & 0xFF];
    for (int i = 0; i < components.length; i++) {
      int factors = content[7 + 3 * i] & 0xFF;
      components[i] = new Component(content[6 + 3 * i] & 0xFF, factors >> 4, factors & 15);
    }
    return new JpegFrame(
        unsignedShort(content, 3), unsignedShort(content, 1), marker == 0xC2, components);
  }

  private static String kind(int marker) {
    if (marker >= 0xC9) {
      return "an arithmetically coded JPEG";
    }
    return marker == 0xC3 ? "a lossless JPEG" : "a hierarchical JPEG";
  }

  private static int unsignedShort(byte[] content, int at) {
    return ((content[at] & 0xFF) << 8) | (content[at + 1] & 0xFF);
  }

  /** Notes what a scan brings; see ITU-T T.81, B.2.3. */
  void addScan(byte[] header) {
    hasScans = true;
    int count = header[0] & 0xFF;
    int first = progressive ? header[1 + 2 * count] & 63 : 0;
    int last = progressive ? header[2 + 2 * count] & 63 : COEFFICIENTS - 1;
    int shift = progressive ? header[3 + 2 * count] & 15 : 0;
    for (int i = 0; i < count; i++) {
      int id = header[1 + 2 * i] & 0xFF;
      for (int c = 0; c < components.length; c++) {
        if (components[c].id == id && first <= last) {
          Arrays.fill(missingBits[c], first, last + 1, shift);
        }
      }
    }
  }

  boolean hasScans() {
    return hasScans;
  }

  /** Whether the scans brought every bit of every coefficient. */
  boolean isComplete() {
    return hasScans
        && Arrays.stream(missingBits).flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int components() {
    return components.length;
  }

  Component component(int index) {
    return components[index];
  }

  int largestHorizontal() {
    return Arrays.stream(components).mapToInt(Component::horizontal).max().orElse(1);
  }

  int largestVertical() {
    return Arrays.stream(components).mapToInt(Component::vertical).max().orElse(1);
  }
}
