package ai.kelix.tokenizer;

import ai.kelix.Image;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the reference implementation recorded in a fixture's {@code golden.safetensors}. */
public final class GoldenTensors {
  private final ByteBuffer file;
  private final JsonNode header;
  private final int start;

  private GoldenTensors(ByteBuffer file, JsonNode header, int start) {
    this.file = file;
    this.header = header;
    this.start = start;
  }

  /** Reads the tensors of one fixture. */
  public static GoldenTensors of(String fixture) {
    Path path = Path.of(System.getProperty("kelix.fixtures"), fixture, "golden.safetensors");
    try {
      ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      int length = Math.toIntExact(file.getLong(0));
      JsonNode header = JsonMapper.builder().build().readTree(file.array(), 8, length);
      return new GoldenTensors(file, header, 8 + length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bytes of a tensor. */
  public ByteBuffer bytes(String name) {
    JsonNode offsets = header.path(name).path("data_offsets");
    int from = offsets.path(0).intValue();
    int length = offsets.path(1).intValue() - from;
    return file.slice(start + from, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns a tensor of floats. */
  public float[] floats(String name) {
    float[] values = new float[bytes(name).remaining() / Float.BYTES];
    bytes(name).asFloatBuffer().get(values);
    return values;
  }

  /** Returns a tensor {@code [height, width, 3]} of bytes as an image. */
  public Image image(String name) {
    JsonNode shape = header.path(name).path("shape");
    byte[] rgb = new byte[bytes(name).remaining()];
    bytes(name).get(rgb);
    return Image.ofRgb(shape.path(1).intValue(), shape.path(0).intValue(), rgb);
  }
}
