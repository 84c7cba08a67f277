package ai.kelix.cli.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A weights file taken apart, to be put together again with a lie in it. */
final class SafetensorsEdit {
  private final Path file;
  private final byte[] data;
  final ObjectNode header;

  private SafetensorsEdit(Path file, ObjectNode header, byte[] data) {
    this.file = file;
    this.header = header;
    this.data = data;
  }

  static SafetensorsEdit open(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
    JsonNode header = JsonMapper.builder().build().readTree(all, 8, length);
    return new SafetensorsEdit(
        file, (ObjectNode) header, Arrays.copyOfRange(all, 8 + length, all.length));
  }

  /** Returns the header of one tensor. */
  ObjectNode tensor(String name) {
    return header.withObject("/" + name);
  }

  /** Overwrites the first element of a tensor of 32-bit or 16-bit floats with NaN. */
  void putNan(String name) {
    int from = tensor(name).path("data_offsets").path(0).intValue();
    data[from] = (byte) 0xFF;
    data[from + 1] = (byte) 0x7F;
    if (tensor(name).path("dtype").textValue().equals("F32")) {
      data[from + 2] = (byte) 0xFF;
      data[from + 3] = (byte) 0x7F;
    }
  }

  /** Writes header and data back. */
  void save() throws IOException {
    saveHeader(header.toString());
  }

  /** Writes some other text as the header. */
  void saveHeader(String text) throws IOException {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, out.putLong(json.length).put(json).put(data).array());
  }
}
