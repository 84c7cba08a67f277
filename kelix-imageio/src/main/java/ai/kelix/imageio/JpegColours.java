package ai.kelix.imageio;

/** What the components of a JPEG file mean, decided as libjpeg decides it. */
final class JpegColours {
  private static final int UNKNOWN = -1;
  private boolean jfif;
  private int adobeTransform = UNKNOWN;

  /** Meanings of the components. */
  enum Space {
    GREY,
    RGB,
    YCC,
    /** Stored inverted, as Adobe does and the reference assumes. */
    CMYK,
    /** As {@link #CMYK}, with red, green and blue as luminance and two differences. */
    YCCK
  }

  void application0(byte[] content) {
    jfif |= content.length >= 14 && Encoded.startsWith(content, 0, "JFIF\0");
  }

  void application14(byte[] content) {
    if (content.length >= 12 && Encoded.startsWith(content, 0, "Adobe")) {
      adobeTransform = content[11] & 0xFF;
    }
  }

  Space of(JpegFrame frame) {
    return switch (frame.components()) {
      case 1 -> Space.GREY;
      case 3 -> isRgb(frame) ? Space.RGB : Space.YCC;
      case 4 -> adobeTransform == UNKNOWN || adobeTransform == 0 ? Space.CMYK : Space.YCCK;
      default -> throw new IllegalArgumentException(frame.components() + " components");
    };
  }

  private boolean isRgb(JpegFrame frame) {
    if (jfif) {
      return false;
    }
    if (adobeTransform != UNKNOWN) {
      return adobeTransform == 0;
    }
    return frame.component(0).id() == 'R'
        && frame.component(1).id() == 'G'
        && frame.component(2).id() == 'B';
  }
}
