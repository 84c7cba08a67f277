package ai.kelix.onnx;

import ai.kelix.InvalidModelException;
import ai.kelix.onnx.internal.graph.WireReader;
import ai.kelix.platform.Interruption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses ONNX files whose external data reach outside their folder.
 *
 * <p>An ONNX file names the files in which its weights lie. A hostile one can name any file of the
 * machine, by {@code ..}, an absolute path or a link, and in every place where a tensor can stand:
 * initializers, sparse initializers, attributes, subgraphs, functions. Run this check before such a
 * file reaches a runtime. Graphs that Kelix records itself need no check.
 */
public final class ExternalDataCheck {
  private static final int DEEPEST = 100;

  /** The messages in which, directly or not, external data can be named. */
  private enum Kind {
    MODEL,
    TRAINING,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR,
    ENTRY
  }

  /** Kind of message by field number, as in {@code onnx.proto}. */
  private static final Map<Kind, Map<Integer, Kind>> SCHEMA =
      Map.of(
          Kind.MODEL, Map.of(7, Kind.GRAPH, 20, Kind.TRAINING, 25, Kind.FUNCTION),
          Kind.TRAINING, Map.of(1, Kind.GRAPH, 2, Kind.GRAPH),
          Kind.GRAPH, Map.of(1, Kind.NODE, 5, Kind.TENSOR, 15, Kind.SPARSE_TENSOR),
          Kind.FUNCTION, Map.of(7, Kind.NODE, 11, Kind.ATTRIBUTE),
          Kind.NODE, Map.of(5, Kind.ATTRIBUTE),
          Kind.ATTRIBUTE,
              Map.of(
                  5,
                  Kind.TENSOR,
                  6,
                  Kind.GRAPH,
                  10,
                  Kind.TENSOR,
                  11,
                  Kind.GRAPH,
                  22,
                  Kind.SPARSE_TENSOR,
                  23,
                  Kind.SPARSE_TENSOR),
          Kind.SPARSE_TENSOR, Map.of(1, Kind.TENSOR, 2, Kind.TENSOR),
          Kind.TENSOR, Map.of(13, Kind.ENTRY),
          Kind.ENTRY, Map.of());

  private final Path model;
  private final Path folder;

  private ExternalDataCheck(Path model, Path folder) {
    this.model = model;
    this.folder = folder;
  }

  /**
   * Checks one file.
   *
   * @param model the ONNX file
   * @throws InvalidModelException if it cannot be read, is malformed, or names data outside its
   *     folder
   */
  public static void check(Path model) {
    try {
      Path real = model.toRealPath();
      Path folder = Objects.requireNonNullElse(real.getParent(), real);
      new ExternalDataCheck(model, folder).walk(new WireReader(map(model)), Kind.MODEL, 0);
    } catch (IOException e) {
      Interruption.check(e, "reading " + model);
      throw new InvalidModelException(
          String.format(Locale.ROOT, "ONNX file %s cannot be read", model), e);
    } catch (WireReader.MalformedException e) {
      throw new InvalidModelException(
          String.format(Locale.ROOT, "ONNX file %s is malformed: %s", model, e.getMessage()), e);
    }
  }

  private static ByteBuffer map(Path model) throws IOException {
    try (FileChannel channel = FileChannel.open(model, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new InvalidModelException(
            String.format(
                Locale.ROOT,
                "ONNX file %s has %d bytes; protobuf allows 2 GiB",
                model,
                channel.size()));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private void walk(WireReader reader, Kind kind, int depth) throws WireReader.MalformedException {
    if (depth > DEEPEST) {
      throw new InvalidModelException(
          String.format(Locale.ROOT, "ONNX file %s nests messages deeper than %d", model, DEEPEST));
    }
    if (kind == Kind.ENTRY) {
      checkEntry(reader);
      return;
    }
    Map<Integer, Kind> fields = SCHEMA.getOrDefault(kind, Map.of());
    while (reader.next()) {
      Kind inner = fields.get(reader.field());
      if (inner != null && reader.isDelimited()) {
        walk(reader.message(), inner, depth + 1);
      }
    }
  }

  /** Parsers keep the last of repeated keys and values; here each of them counts. */
  private void checkEntry(WireReader reader) throws WireReader.MalformedException {
    boolean isLocation = false;
    List<String> values = new ArrayList<>();
    while (reader.next()) {
      if (reader.field() == 1 && reader.isDelimited()) {
        isLocation |= reader.text().equals("location");
      } else if (reader.field() == 2 && reader.isDelimited()) {
        values.add(reader.text());
      }
    }
    if (isLocation) {
      values.forEach(this::checkLocation);
    }
  }

  private void checkLocation(String location) {
    Path resolved;
    try {
      if (leavesFolder(location)) {
        throw outside(location, null);
      }
      resolved = folder.resolve(location).toRealPath();
    } catch (InvalidPathException | IOException e) {
      throw outside(location, e);
    }
    if (!resolved.startsWith(folder) || !Files.isRegularFile(resolved) || isShared(resolved)) {
      throw outside(location, null);
    }
  }

  /** Judges the text alone, by the rules of all systems. */
  private static boolean leavesFolder(String location) {
    String path = location.replace('\\', '/');
    return path.isEmpty()
        || path.startsWith("/")
        || path.contains(":")
        || path.contains("*")
        || List.of(path.split("/", -1)).contains("..");
  }

  /** A second hard link may be a file of somebody else; not every file system can tell. */
  private static boolean isShared(Path file) {
    try {
      return Files.getAttribute(file, "unix:nlink") instanceof Integer links && links > 1;
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      return false;
    }
  }

  private InvalidModelException outside(String location, @Nullable Exception e) {
    String message =
        "ONNX file %s takes weights from '%s', which is no plain file inside its folder; do not use"
            + " it unless you trust its source";
    return e == null
        ? new InvalidModelException(String.format(Locale.ROOT, message, model, location))
        : new InvalidModelException(String.format(Locale.ROOT, message, model, location), e);
  }
}
