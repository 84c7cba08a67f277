package ai.kelix.imageio;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The first image of a TIFF file: grey, palettes, RGB and CMYK of 1 to 16 bits, with or without
 * alpha. The platform's reader unpacks the samples; what they mean is decided here.
 */
final class TiffReader implements FormatReader {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int COMPRESSION = 259;
  private static final int XMP = 700;

  /** None, three of fax, LZW, Deflate by both its numbers, PackBits. */
  private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32946L, 32773L);

  @Override
  public boolean accepts(Encoded file) {
    return file.bytes().length >= 8 && TiffFields.isHeader(order(file));
  }

  private static ByteBuffer order(Encoded file) {
    ByteBuffer data = ByteBuffer.wrap(file.bytes());
    boolean isBig = data.get(0) == 'M';
    return data.order(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Canvas read(Encoded file) throws IOException {
    TiffFields fields = TiffFields.ofLenient(file.bytes(), 0);
    if (!fields.has(WIDTH) || !fields.has(HEIGHT)) {
      throw file.damaged("its directory is cut off or lies beyond the end of the file");
    }
    Canvas canvas = file.canvas(fields.number(WIDTH), fields.number(HEIGHT));
    long compression = fields.number(COMPRESSION, 1);
    if (!COMPRESSIONS.contains(compression)) {
      throw file.unsupported("a TIFF with compression " + compression);
    }
    TiffColours colours = TiffColours.of(file, fields);
    Raster samples = PlatformReader.image("tiff", file.bytes()).raster();
    for (int y = 0; y < canvas.height(); y++) {
      int[] row = samples.getPixels(0, y, canvas.width(), 1, (int[]) null);
      colours.convert(row, canvas, y * canvas.width());
    }
    return Orientation.of(fields, fields.bytes(XMP)).apply(canvas);
  }
}
