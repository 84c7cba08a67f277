package ai.kelix.formats.checkpoint;

import ai.kelix.platform.Interruption;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.StoredType;
import ai.kelix.tokenizer.json.ForeignContent;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and validates the header of a safetensors file: its size, no duplicate names, shapes that
 * give exactly the bytes claimed, and data without holes or overlaps. Element types may be any.
 */
final class SafetensorsHeader {
  private static final long MAX_HEADER = 100_000_000;

  /** Some hundred thousand tensors; a header of many tiny values would fill the heap otherwise. */
  private static final long MAX_JSON_TOKENS = 4_000_000;

  private static final int MAX_RANK = 16;
  private static final JsonFactory JSON =
      JsonTree.factory(
          StreamReadConstraints.builder()
              .maxNestingDepth(8)
              .maxDocumentLength(MAX_HEADER)
              .maxTokenCount(MAX_JSON_TOKENS)
              .build());

  private final Path file;

  private SafetensorsHeader(Path file) {
    this.file = file;
  }

  /** Returns the tensors of a file in the order of their bytes. */
  static List<StoredTensor> read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SafetensorsHeader(file).tensors(channel);
    } catch (IOException e) {
      Interruption.check(e, "reading " + file);
      throw new MalformedFileException("cannot read " + file + ": " + e, e);
    }
  }

  private List<StoredTensor> tensors(FileChannel channel) throws IOException {
    long size = channel.size();
    requireSafetensors(bytes(channel, 0, ForeignContent.PEEK));
    require(size >= 8, "%d bytes", size, "at least 8 for the length of the header");
    long length = bytes(channel, 0, 8).getLong();
    require(
        length >= 2 && length <= MAX_HEADER && length <= size - 8,
        "a header of %d bytes",
        length,
        "between 2 and what the file of " + size + " bytes holds, at most 100,000,000");
    byte[] json = array(bytes(channel, 8, (int) length));
    require(json[0] == '{', "a header that begins with byte %d", (long) json[0], "'{'");
    long start = 8 + length;
    List<StoredTensor> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : parse(json).properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.add(tensor(entry.getKey(), entry.getValue(), start));
      }
    }
    tensors.sort(
        Comparator.comparingLong(StoredTensor::offset).thenComparingLong(StoredTensor::length));
    requireContiguous(tensors, start, size);
    return tensors;
  }

  /** Only where no header begins does it matter what other kinds of files begin with. */
  private void requireSafetensors(ByteBuffer start) {
    boolean begins = start.remaining() > 8 && start.getLong(0) <= MAX_HEADER && start.get(8) == '{';
    if (begins) {
      return;
    }
    Optional<String> foreign = ForeignContent.ofBinary(array(start));
    if (foreign.isPresent()) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "%s: expected safetensors; this is %s", file, foreign.get()));
    }
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, from + bytes.position());
    }
    return ByteBuffer.wrap(bytes.array(), 0, bytes.position()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private JsonNode parse(byte[] json) {
    InputStream in = new ByteArrayInputStream(json);
    try (JsonParser parser = JsonTree.open(JSON, in, "the header", mark -> {})) {
      return JsonTree.document(parser);
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(
          file + ": the header is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedFileException(file + ": the header is no text: " + e, e);
    }
  }

  private StoredTensor tensor(String name, JsonNode node, long start) {
    List<Long> shape = shape(name, node.path("shape"));
    JsonNode offsets = node.path("data_offsets");
    boolean pair =
        offsets.size() == 2
            && offsets.path(0).canConvertToLong()
            && offsets.path(1).canConvertToLong();
    if (!pair) {
      throw malformed(name, "data_offsets " + offsets, "two integers");
    }
    long from = offsets.path(0).longValue();
    long to = offsets.path(1).longValue();
    if (from < 0 || to < from) {
      throw malformed(name, "data_offsets " + offsets, "an end that is not before the start");
    }
    StoredType type = type(name, node.path("dtype"), shape, to - from);
    return new StoredTensor(name, type, shape, file, start + from, to - from);
  }

  /** The format gains types; one that nobody here knows has as many bits as its bytes give. */
  private StoredType type(String name, JsonNode dtype, List<Long> shape, long length) {
    if (!dtype.isTextual() || !dtype.textValue().matches("[A-Za-z0-9_]{1,32}")) {
      throw malformed(name, "dtype " + dtype, "the name of an element type, such as BF16");
    }
    try {
      long elements = new StoredType("", 8).bytes(shape);
      StoredType type =
          StoredType.named(dtype.textValue())
              .orElseGet(() -> measured(dtype.textValue(), elements, length));
      long expected = type.bytes(shape);
      if (expected != length) {
        throw malformed(
            name, length + " bytes", expected + " bytes for " + type.name() + " " + shape);
      }
      return type;
    } catch (ArithmeticException e) {
      throw malformed(name, "shape " + shape, "a count of bytes below 2^63");
    }
  }

  private static StoredType measured(String name, long elements, long length) {
    long bits = elements == 0 ? 8 : Math.multiplyExact(length, 8L) / elements;
    return new StoredType(name, Math.toIntExact(bits));
  }

  private List<Long> shape(String name, JsonNode node) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode dim : node) {
      if (!dim.canConvertToLong() || !dim.isIntegralNumber() || dim.longValue() < 0) {
        throw malformed(name, "shape " + node, "sizes that are not negative");
      }
      shape.add(dim.longValue());
    }
    if (!node.isArray() || shape.size() > MAX_RANK) {
      throw malformed(name, "shape " + node, "an array of at most " + MAX_RANK + " sizes");
    }
    return shape;
  }

  private void requireContiguous(List<StoredTensor> tensors, long start, long size) {
    long expected = start;
    for (StoredTensor tensor : tensors) {
      if (tensor.offset() != expected) {
        String what = tensor.offset() < expected ? "overlaps the one before" : "leaves a hole";
        throw malformed(tensor.name(), "data that " + what, "contiguous tensors");
      }
      expected += tensor.length();
    }
    require(
        expected == size,
        "%d bytes",
        size,
        expected + ", the end of the last tensor; is it cut off?");
  }

  private void require(boolean holds, String found, long number, String expected) {
    if (!holds) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "%s: found %s, expected %s",
              file,
              String.format(Locale.ROOT, found, number),
              expected));
    }
  }

  private MalformedFileException malformed(String tensor, String found, String expected) {
    return new MalformedFileException(
        String.format(
            Locale.ROOT, "%s: tensor '%s': found %s, expected %s", file, tensor, found, expected));
  }
}
