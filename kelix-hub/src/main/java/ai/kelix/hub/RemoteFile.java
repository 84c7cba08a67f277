package ai.kelix.hub;

import java.util.Locale;

/**
 * One file of a model on a hub.
 *
 * @param path relative to the model folder, with forward slashes; checked by {@link FileNames}
 * @param size in bytes
 * @param checksum of the content
 */
record RemoteFile(String path, long size, Checksum checksum) {
  /** Larger than any file that a hub takes; keeps sums far from overflow. */
  private static final long LARGEST = 1L << 42;

  RemoteFile {
    if (size < 0 || size > LARGEST) {
      throw new HubProtocolException(
          String.format(
              Locale.ROOT,
              "the hub lists '%s' with %d bytes, expected 0 to %d",
              path,
              size,
              LARGEST));
    }
  }
}
