package ai.kelix.formats.release;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.formats.checkpoint.StoredBytes;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ArConfigWriter;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.DitConfigWriter;
import ai.kelix.tensor.weights.StoredTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/**
 * Writes a model folder in the native naming, sharded and indexed, so that the reference loader
 * finds every tensor (kelix-ar §3, kelix-dit §4). Elements are copied bit by bit. For one thread.
 */
public final class ReleaseFolder {
  private static final String CONFIG = "config.json";

  /** What lies beside weights and configuration in public folders. */
  private static final List<String> COPIED =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "chat_template.jinja",
          "chat_template.json",
          "preprocessor_config.json",
          "generation_config.json",
          "README.md",
          "LICENSE",
          "LICENSE.txt");

  private final Path source;
  private final Path target;
  private final long shardBytes;

  /**
   * Prepares a conversion.
   *
   * @param source folder of one component in any naming
   * @param target receives the files; none that exists is overwritten
   * @param shardBytes the most bytes of one weights file
   */
  public ReleaseFolder(Path source, Path target, long shardBytes) {
    this.source = source;
    this.target = target;
    this.shardBytes = shardBytes;
  }

  /**
   * Writes weights, configuration, tokenizer and whatever else belongs to a public folder.
   * Interrupted, a second call goes on.
   *
   * @param progress receives each tensor's name and bytes when it is written
   * @return what the folder holds
   * @throws ai.kelix.tensor.weights.CheckpointException if the source is malformed
   */
  public ComponentKind write(ObjLongConsumer<String> progress) {
    ComponentKind kind = ComponentKind.of(source.resolve(CONFIG));
    if (kind == ComponentKind.TEXT_MODEL) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "%s holds a language model of text alone, which has no released naming; assemble a Kelix with it",
              source));
    }
    try (Checkpoint weights = kind.open(source)) {
      Files.createDirectories(target);
      requireUnfinished();
      List<TensorPlan> plans =
          new TreeSet<>(weights.names())
              .stream()
                  .map(name -> TensorPlan.copyOf(weights.find(name).orElseThrow(), name))
                  .toList();
      new CheckpointWriter(target, plans, shardBytes)
          .write(
              (plan, writer) -> {
                StoredTensor tensor = weights.find(plan.name()).orElseThrow();
                StoredBytes.read(tensor, 1, writer::write);
                progress.accept(plan.name(), plan.bytes());
              });
      copyOtherFiles();
      writeConfig(kind);
      return kind;
    } catch (IOException e) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT, "cannot write the folder %s: %s", target, e.getMessage()), e);
    }
  }

  /** The configuration is written last, so that a folder without it is an unfinished one. */
  private void requireUnfinished() throws IOException {
    if (Files.exists(target.resolve(CONFIG))) {
      throw new FileAlreadyExistsException(
          target.resolve(CONFIG) + ": the folder holds a model already; choose an empty one");
    }
  }

  private void copyOtherFiles() throws IOException {
    for (String name : COPIED) {
      Path file = source.resolve(name);
      if (Files.isRegularFile(file)) {
        Files.copy(file, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void writeConfig(ComponentKind kind) throws IOException {
    Path config = target.resolve(CONFIG);
    switch (kind) {
      case LANGUAGE_MODEL ->
          ArConfigWriter.write(ArConfigReader.read(source.resolve(CONFIG)), config);
      case TEXT_MODEL -> throw new IllegalStateException("refused before anything is written");
      case DIFFUSION_TRANSFORMER ->
          DitConfigWriter.write(DitConfigReader.read(source.resolve(CONFIG)), config);
      case AUTOENCODER -> Files.copy(source.resolve(CONFIG), config);
    }
  }
}
