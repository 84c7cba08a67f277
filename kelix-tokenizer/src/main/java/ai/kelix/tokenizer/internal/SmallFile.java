package ai.kelix.tokenizer.internal;

import ai.kelix.platform.Interruption;
import ai.kelix.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files that are read as a whole. */
public final class SmallFile {

  private SmallFile() {}

  /**
   * Reads a file.
   *
   * @param most bytes that it may have
   * @throws TokenizerFormatException if it has more or cannot be read
   */
  public static byte[] read(Path file, long most) {
    try {
      if (Files.size(file) > most) {
        throw new TokenizerFormatException(
            String.format(
                Locale.ROOT,
                "%s has %,d bytes, expected at most %,d",
                file,
                Files.size(file),
                most));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      Interruption.check(e, "reading " + file);
      throw new TokenizerFormatException("cannot read " + file + ": " + e, e);
    }
  }
}
