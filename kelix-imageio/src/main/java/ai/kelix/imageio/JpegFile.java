package ai.kelix.imageio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * The segments of a JPEG file up to the end of its first image: what colours it has, how it is
 * turned, whether all of it is there, and a copy of only what a decoder needs.
 */
final class JpegFile {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

  private final Encoded file;
  private final ByteBuffer data;
  private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
  private final JpegColours colours = new JpegColours();
  private byte[] exif = {};
  private byte[] xmp = {};
  private JpegFrame frame = JpegFrame.NONE;
  private int at;

  private JpegFile(Encoded file) {
    this.file = file;
    this.data = file.buffer(ByteOrder.BIG_ENDIAN);
  }

  static JpegFile parse(Encoded file) {
    JpegFile jpeg = new JpegFile(file);
    jpeg.readAll();
    return jpeg;
  }

  JpegFrame frame() {
    return frame;
  }

  JpegColours.Space colours() {
    return colours.of(frame);
  }

  Orientation orientation() {
    return Orientation.of(exif, xmp);
  }

  /** The image without comments, profiles, thumbnails and whatever follows its end. */
  byte[] essence() {
    return essence.toByteArray();
  }

  private void readAll() {
    essence.write(0xFF);
    essence.write(SOI);
    at = 2;
    int marker = nextMarker();
    while (marker != EOI) {
      readSegment(marker);
      marker = nextMarker();
    }
    if (!frame.isComplete()) {
      throw file.damaged("scans are missing");
    }
    essence.write(0xFF);
    essence.write(EOI);
  }

  /** Skips what is no marker, as decoders do, and fill bytes. */
  private int nextMarker() {
    while (at + 1 < data.limit()) {
      int code = data.get(at + 1) & 0xFF;
      if (data.get(at) == -1 && code != 0 && code != 0xFF) {
        at += 2;
        return code;
      }
      at++;
    }
    throw file.damaged("the end-of-image marker is missing");
  }

  private void readSegment(int marker) {
    boolean hasNoLength = (marker >= 0xD0 && marker <= SOI) || marker == 0x01;
    if (hasNoLength) {
      return;
    }
    int start = at + 2;
    int end = at + (data.getShort(at) & 0xFFFF);
    if (end < start || end > data.limit()) {
      throw file.damaged(
          String.format(Locale.ROOT, "a segment FF%02X ends beyond the file", marker));
    }
    at = end;
    byte[] content = Arrays.copyOfRange(file.bytes(), start, end);
    if (isFrame(marker)) {
      frame = JpegFrame.parse(file, marker, content);
      copy(marker, start - 2, end);
    } else if (marker == SOS) {
      frame.addScan(content);
      at = endOfScan(end);
      copy(marker, start - 2, at);
    } else if (marker >= APP0 && marker <= 0xEF) {
      readApplicationData(marker, content);
    } else if (marker != 0xFE) {
      copy(marker, start - 2, end);
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** After the first scan has begun, decoders know the colours. */
  private void readApplicationData(int marker, byte[] content) {
    if (frame.hasScans()) {
      return;
    }
    if (marker == APP0) {
      colours.application0(content);
    } else if (marker == APP14) {
      colours.application14(content);
    } else if (marker == APP1 && Encoded.startsWith(content, 0, "Exif\0\0") && exif.length == 0) {
      exif = content;
    } else if (marker == APP1 && Encoded.startsWith(content, 0, XMP)) {
      xmp = content;
    }
  }

  /** Coded data end at a marker that is neither a stuffed zero nor a restart nor a fill byte. */
  private int endOfScan(int from) {
    int end = from;
    while (end + 1 < data.limit()) {
      int code = data.get(end + 1) & 0xFF;
      boolean inside = code == 0 || (code >= 0xD0 && code <= 0xD7) || code == 0xFF;
      if (data.get(end) == -1 && !inside) {
        return end;
      }
      end++;
    }
    throw file.damaged("the end-of-image marker is missing");
  }

  private void copy(int marker, int from, int to) {
    essence.write(0xFF);
    essence.write(marker);
    essence.write(file.bytes(), from, to - from);
  }
}
