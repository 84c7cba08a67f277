package ai.kelix.training.tiny;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.training.run.TensorArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a model folder in the released formats, with the list of files that the artifact carries.
 */
final class TinyExport {
  private static final String LIST = "files.txt";

  private TinyExport() {}

  /**
   * Writes the autoregressive model; weights are stored in half precision.
   *
   * @param folder is created or overwritten file by file
   * @param tokenizer content of {@code tokenizer.json}
   */
  static void write(Path folder, Map<String, HostTensor> weights, String tokenizer) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), TinyConfig.text("config.json"));
      Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
      Files.writeString(
          folder.resolve("preprocessor_config.json"), TinyConfig.text("preprocessor_config.json"));
      Map<String, HostTensor> shipped = new LinkedHashMap<>();
      weights.forEach(
          (name, values) -> {
            if (!name.startsWith("auxiliary.")) {
              shipped.put(name, half(values));
            }
          });
      Files.deleteIfExists(folder.resolve("model.safetensors"));
      TensorArchive.write(folder.resolve("model.safetensors"), shipped);
      Files.writeString(folder.resolve(LIST), list(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model folder " + folder, e);
    }
  }

  private static HostTensor half(HostTensor tensor) {
    HostTensor half = HostTensor.allocate(DType.F16, tensor.sizes());
    float[] values = tensor.floats();
    for (int i = 0; i < values.length; i++) {
      half.data().putShort(2 * i, Float.floatToFloat16(values[i]));
    }
    return half;
  }

  private static String list(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().equals(LIST))
              .sorted()
              .toList();
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      String path = folder.relativize(file).toString().replace('\\', '/');
      lines.append(sha256(content)).append(' ').append(content.length).append(' ');
      lines.append(path).append('\n');
    }
    return lines.toString();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
