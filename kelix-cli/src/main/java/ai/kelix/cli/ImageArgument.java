package ai.kelix.cli;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * An image that a command line names.
 *
 * @param source a file, a named pipe, or {@code -} for standard input
 */
public record ImageArgument(Path source) {
  private static final String STANDARD_INPUT = "standard input";

  /**
   * Reads and decodes the image; standard input is read to its end and can be read once.
   *
   * @throws InvalidImageException if it cannot be read or is no acceptable image
   */
  public Image read() {
    if (!isStandardInput()) {
      return Image.read(source);
    }
    try {
      return Image.read(System.in);
    } catch (InvalidImageException e) {
      throw new InvalidImageException(STANDARD_INPUT + ": " + e.getMessage(), e);
    }
  }

  /** Returns what people call it. */
  @Override
  public String toString() {
    return isStandardInput() ? STANDARD_INPUT : source.toString();
  }

  private boolean isStandardInput() {
    return source.toString().equals("-");
  }

  /** Tells picocli how to make one. */
  static final class Converter implements ITypeConverter<ImageArgument> {
    @Override
    public ImageArgument convert(String written) {
      return new ImageArgument(Path.of(written));
    }
  }
}
