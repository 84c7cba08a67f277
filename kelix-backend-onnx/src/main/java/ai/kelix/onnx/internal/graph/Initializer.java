package ai.kelix.onnx.internal.graph;

import java.nio.file.Path;

/** Where the elements of a constant are. */
public sealed interface Initializer {

  /**
   * Inside the graph.
   *
   * @param data row-major little-endian elements; not copied and never changed
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only, and never exposed
  record Inline(byte[] data) implements Initializer {}

  /**
   * In a file beside the graph, from which the runtime maps it.
   *
   * @param file the file
   * @param offset first byte
   * @param length number of bytes
   */
  record External(Path file, long offset, long length) implements Initializer {}
}
