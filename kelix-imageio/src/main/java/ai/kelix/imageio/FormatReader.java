package ai.kelix.imageio;

import java.io.IOException;

/** Reads one file format as the reference reads it. Stateless. */
interface FormatReader {

  /** Whether the file begins like one of this format. */
  boolean accepts(Encoded file);

  /**
   * Decodes the first image, upright, on white.
   *
   * @throws IOException or any runtime exception if the file is damaged
   */
  Canvas read(Encoded file) throws IOException;
}
