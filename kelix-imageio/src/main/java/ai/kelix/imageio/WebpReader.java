package ai.kelix.imageio;

/** Recognizes WebP, to say that it is not read; the guide says why. */
final class WebpReader implements FormatReader {

  @Override
  public boolean accepts(Encoded file) {
    return file.has(0, "RIFF") && file.has(8, "WEBP");
  }

  @Override
  public Canvas read(Encoded file) {
    throw file.unsupported("a WebP picture");
  }
}
