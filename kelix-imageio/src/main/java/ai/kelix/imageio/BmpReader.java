package ai.kelix.imageio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** BMP of 1 to 32 bits, plain or in runs. */
final class BmpReader implements FormatReader {

  @Override
  public boolean accepts(Encoded file) {
    return file.has(0, "BM");
  }

  @Override
  public Canvas read(Encoded file) {
    BmpHeader header = BmpHeader.parse(file);
    Canvas canvas = file.canvas(header.width(), header.height());
    if (header.runs()) {
      paint(canvas, header, new BmpRuns(file, header).decode());
    } else if (header.bits() <= 8) {
      paint(canvas, header, indices(file, header));
    } else {
      paintDirect(file, header, canvas);
    }
    return canvas;
  }

  private static void paint(Canvas canvas, BmpHeader header, byte[] indices) {
    for (int y = 0; y < header.height(); y++) {
      int first = row(header, y) * header.width();
      for (int x = 0; x < header.width(); x++) {
        int index = indices[y * header.width() + x] & 0xFF;
        header.palette().set(canvas, first + x, index);
      }
    }
  }

  private static int row(BmpHeader header, int stored) {
    return header.topDown() ? stored : header.height() - 1 - stored;
  }

  private static long stride(BmpHeader header) {
    return ((long) header.width() * header.bits() + 31) / 32 * 4;
  }

  private static void checkLength(Encoded file, BmpHeader header) {
    long padded = stride(header) * (header.height() - 1);
    long last = ((long) header.width() * header.bits() + 7) / 8;
    long end = header.start() + padded + last;
    if (header.start() < 0 || end > file.bytes().length) {
      throw file.damaged(
          String.format(
              Locale.ROOT, "%,d bytes, where its pixels end at %,d", file.bytes().length, end));
    }
  }

  private static byte[] indices(Encoded file, BmpHeader header) {
    checkLength(file, header);
    int bits = header.bits();
    byte[] indices = new byte[header.width() * header.height()];
    for (int y = 0; y < header.height(); y++) {
      int first = header.start() + (int) stride(header) * y;
      for (int x = 0; x < header.width(); x++) {
        int bit = x * bits;
        int whole = file.bytes()[first + bit / 8] & 0xFF;
        int index = (whole >> (8 - bits - bit % 8)) & ((1 << bits) - 1);
        indices[y * header.width() + x] = (byte) index;
      }
    }
    return indices;
  }

  private static void paintDirect(Encoded file, BmpHeader header, Canvas canvas) {
    checkLength(file, header);
    ByteBuffer data = file.buffer(ByteOrder.LITTLE_ENDIAN);
    int bytes = header.bits() / 8;
    for (int y = 0; y < header.height(); y++) {
      int at = header.start() + (int) stride(header) * y;
      int first = row(header, y) * header.width();
      for (int x = 0; x < header.width(); x++) {
        header.masks().set(canvas, first + x, pixel(data, at + bytes * x, bytes));
      }
    }
  }

  private static int pixel(ByteBuffer data, int at, int bytes) {
    return switch (bytes) {
      case 2 -> data.getShort(at) & 0xFFFF;
      case 3 -> (data.getShort(at) & 0xFFFF) | ((data.get(at + 2) & 0xFF) << 16);
      default -> data.getInt(at);
    };
  }
}
