package ai.kelix.formats.checkpoint;

import ai.kelix.platform.Interruption;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes one safetensors file from front to back, so that it may be larger than memory. What is
 * written lies in a sibling file that takes its name when complete; a writer for the same plan goes
 * on where an interrupted one stopped. For one thread.
 */
public final class SafetensorsWriter implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonTree.factory(StreamReadConstraints.defaults())).build();

  /** Tensors begin at multiples of so many bytes if their types allow, for mapped reading. */
  private static final int ALIGNMENT = 64;

  private final Path file;
  private final List<TensorPlan> tensors;
  private final FileChannel channel;
  private final int start;
  private int next;
  private long written;

  private SafetensorsWriter(
      Path file, List<TensorPlan> tensors, FileChannel channel, byte[] header) {
    this.file = file;
    this.tensors = tensors;
    this.channel = channel;
    this.start = header.length;
  }

  /**
   * Begins a file, or goes on with one that an interrupted writer left.
   *
   * @param file must not exist
   * @param tensors in the order in which they will be written
   * @param metadata goes into the header
   */
  public static SafetensorsWriter open(
      Path file, List<TensorPlan> tensors, Map<String, String> metadata) {
    byte[] header = header(tensors, metadata);
    try {
      if (Files.exists(file)) {
        throw new IOException("it exists already; remove it or choose another place");
      }
      FileChannel channel =
          FileChannel.open(
              unfinished(file),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      SafetensorsWriter writer = new SafetensorsWriter(file, List.copyOf(tensors), channel, header);
      writer.begin(header);
      return writer;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static byte[] header(List<TensorPlan> tensors, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject("__metadata__");
      metadata.forEach(node::put);
    }
    long offset = 0;
    for (TensorPlan tensor : tensors) {
      ObjectNode node = root.putObject(tensor.name());
      node.put("dtype", tensor.type().name());
      tensor.shape().forEach(node.putArray("shape")::add);
      long end = offset + tensor.bytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (8 + json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(header.array(), (byte) ' ');
    header.putLong(padded - 8L).put(json);
    return header.array();
  }

  /** Keeps the tensors that are complete if the header is the same; else begins anew. */
  private void begin(byte[] header) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(header.length);
    while (found.hasRemaining() && channel.read(found, found.position()) >= 0) {
      // reads until the header is complete or the file ends
    }
    long end = start;
    if (found.hasRemaining() || !Arrays.equals(found.array(), header)) {
      channel.truncate(0);
      append(ByteBuffer.wrap(header), 0);
    } else {
      while (next < tensors.size() && end + tensors.get(next).bytes() <= channel.size()) {
        end += tensors.get(next).bytes();
        next++;
      }
      channel.truncate(end);
    }
    channel.position(end);
  }

  /** Returns how many tensors are complete; the next one to be written has this index. */
  public int complete() {
    skipComplete();
    return next;
  }

  /**
   * Appends elements of the next tensor.
   *
   * @param bytes little-endian elements; its position moves to its limit
   * @throws IllegalArgumentException if they are more than the tensor has left
   */
  public void write(ByteBuffer bytes) {
    if (next == tensors.size()) {
      throw new IllegalArgumentException("all tensors of " + file + " are complete");
    }
    TensorPlan tensor = tensors.get(next);
    if (written + bytes.remaining() > tensor.bytes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor '%s' has %d bytes left, got %d",
              tensor.name(),
              tensor.bytes() - written,
              bytes.remaining()));
    }
    try {
      long position = channel.position();
      int count = bytes.remaining();
      append(bytes, position);
      channel.position(position + count);
      written += count;
    } catch (IOException e) {
      throw failed(file, e);
    }
    skipComplete();
  }

  private void skipComplete() {
    while (next < tensors.size() && written == tensors.get(next).bytes()) {
      next++;
      written = 0;
    }
  }

  private void append(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /**
   * Gives the file its name.
   *
   * @throws IllegalStateException if a tensor is incomplete
   */
  public void finish() {
    skipComplete();
    if (next < tensors.size()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s is incomplete: tensor '%s' has %d of %d bytes",
              file,
              tensors.get(next).name(),
              written,
              tensors.get(next).bytes()));
    }
    try {
      channel.force(true);
      channel.close();
      Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static UncheckedIOException failed(Path file, IOException e) {
    Interruption.check(e, "writing " + file);
    return new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
  }

  /** Leaves an unfinished file for a later writer. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }
}
