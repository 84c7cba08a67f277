package ai.kelix.tiny.recipe;

import ai.kelix.tensor.program.HostTensor;
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
 * Writes a model folder in the released formats, with the list of files that the artifact carries;
 * weights are stored in half precision.
 */
final class TinyExport {
  static final String LANGUAGE = "model.safetensors";
  static final String DIT = "dit/model.safetensors";
  static final String VAE = "vae/diffusion_pytorch_model.safetensors";
  private static final String LIST = "files.txt";

  private final Path folder;

  /** Names the folder; it is created or overwritten file by file. */
  TinyExport(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the autoregressive model.
   *
   * @param tokenizer content of {@code tokenizer.json}
   */
  void language(Map<String, HostTensor> weights, String tokenizer) {
    text("config.json", TinyConfig.text("config.json"));
    text("tokenizer.json", tokenizer);
    text("preprocessor_config.json", TinyConfig.text("preprocessor_config.json"));
    Map<String, HostTensor> shipped = new LinkedHashMap<>(weights);
    shipped.keySet().removeIf(name -> name.startsWith("auxiliary."));
    weights(LANGUAGE, shipped);
  }

  /** Writes diffusion transformer and autoencoder. */
  void painting(Map<String, HostTensor> dit, Map<String, HostTensor> vae, double scalingFactor) {
    text("generation_config.json", TinyConfig.text("generation_config.json"));
    text("dit/config.json", TinyConfig.text("dit/config.json"));
    weights(DIT, dit);
    text(
        "vae/config.json",
        TinyConfig.text("vae/config.json")
            .replace("\"scaling_factor\": 1.0", "\"scaling_factor\": " + scalingFactor));
    weights(VAE, vae);
  }

  /** Writes the list of files with sizes and checksums. */
  void list() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().equals(LIST))
              .sorted()
              .toList();
      StringBuilder lines = new StringBuilder();
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        String path = folder.relativize(file).toString().replace('\\', '/');
        lines.append(sha256(content)).append(' ').append(content.length).append(' ');
        lines.append(path).append('\n');
      }
      Files.writeString(folder.resolve(LIST), lines);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private void text(String path, String content) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private void weights(String path, Map<String, HostTensor> weights) {
    Map<String, HostTensor> shipped = new LinkedHashMap<>();
    weights.forEach((name, values) -> shipped.put(name, HalfPrecision.narrowed(values)));
    Path file = folder.resolve(path);
    try {
      Files.deleteIfExists(file);
      TensorArchive.write(file, shipped);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static UncheckedIOException failure(Path file, IOException cause) {
    return new UncheckedIOException("cannot write " + file, cause);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
