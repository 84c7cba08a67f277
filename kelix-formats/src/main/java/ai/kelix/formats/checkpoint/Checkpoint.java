package ai.kelix.formats.checkpoint;

import ai.kelix.platform.Interruption;
import ai.kelix.tensor.weights.ChangedFileException;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * The tensors of one folder under the names that the network uses, whatever naming the files have.
 *
 * <p>Java 17 frees a mapping when its buffer is no longer reachable; this class keeps none, so the
 * mappings live as long as whoever asked for them needs.
 */
public final class Checkpoint implements TensorSource {
  private static final Logger LOG = Loggers.getLogger(Checkpoint.class);

  private final Map<String, StoredTensor> tensors;

  private Checkpoint(Map<String, StoredTensor> tensors) {
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /** Tells whether a folder holds weights, complete or not. */
  public static boolean existsIn(Path folder) {
    return CheckpointFiles.exist(folder);
  }

  /** Opens an autoregressive model in the native or the older naming (kelix-ar §3). */
  public static Checkpoint openLanguageModel(Path folder) {
    Checkpoint stored = openAsStored(folder);
    if (stored.find(LanguageModelNaming.TABLE).isPresent()) {
      return stored;
    }
    return stored.renamed(LanguageModelNaming::toNative);
  }

  /**
   * Opens a language model of text alone in Hugging Face's naming.
   *
   * @param tied whether the embedding table is also the LM head; a stored head is left out then
   */
  public static Checkpoint openTextModel(Path folder, boolean tied) {
    return openAsStored(folder)
        .renamed(tied ? LanguageModelNaming::tied : LanguageModelNaming::toNative);
  }

  /**
   * Opens the vision tower of a SigLIP, Keye-VL or Kelix, and the projector behind it if there is
   * one, under the names of a Kelix; all else is left out.
   */
  public static Checkpoint openVisionTower(Path folder) {
    return openAsStored(folder).renamed(VisionNaming::toNative);
  }

  /** Opens a diffusion transformer in native or diffusers naming (kelix-dit §4). */
  public static Checkpoint openDiffusionTransformer(Path folder) {
    Checkpoint stored = openAsStored(folder);
    return stored.find("x_embedder.proj.weight").isPresent()
        ? stored
        : stored.renamed(DiffusersNaming::toNative);
  }

  /**
   * Opens a folder under the names that its files have; reads headers only.
   *
   * @throws CheckpointException if a file is missing or malformed, a tensor appears twice, or the
   *     shards are not what the index says
   */
  public static Checkpoint openAsStored(Path folder) {
    return openAsStored(folder, LOG::warn);
  }

  /**
   * Opens a folder under the names that its files have; reads headers only.
   *
   * @param warnings told of what was chosen where files contradict each other
   */
  static Checkpoint openAsStored(Path folder, Consumer<String> warnings) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    CheckpointFiles files = CheckpointFiles.of(folder, warnings);
    for (Path file : files.files()) {
      SafetensorsHeader.read(file).forEach(tensor -> add(stored, tensor));
    }
    files.index().ifPresent(index -> index.requireAgreement(stored, warnings));
    reportOtherTypes(stored.values(), folder, warnings);
    return new Checkpoint(stored);
  }

  private static void reportOtherTypes(
      Collection<StoredTensor> stored, Path folder, Consumer<String> warnings) {
    Map<String, String> examples = new TreeMap<>();
    stored.stream()
        .filter(tensor -> tensor.type().dtype().isEmpty())
        .forEach(tensor -> examples.putIfAbsent(tensor.type().name(), tensor.name()));
    if (!examples.isEmpty()) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s holds tensors in types in which no network computes, such as %s; they are left"
                  + " alone unless one is needed",
              folder,
              examples));
    }
  }

  /** Opens a single safetensors file under the names that it has. */
  public static Checkpoint openFile(Path file) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    SafetensorsHeader.read(file).forEach(tensor -> add(stored, tensor));
    return new Checkpoint(stored);
  }

  /**
   * Returns some tensors under other names.
   *
   * @param stored names in this checkpoint by the names wanted; several may share a tensor
   * @throws MissingTensorException if one is not there
   */
  public Checkpoint named(Map<String, String> stored) {
    Map<String, StoredTensor> named = new LinkedHashMap<>();
    stored.forEach((name, original) -> named.put(name, require(original).named(name)));
    return new Checkpoint(named);
  }

  /**
   * Returns the same tensors under other names.
   *
   * @param naming maps stored names to those of the network; empty drops a tensor
   */
  private Checkpoint renamed(Function<StoredTensor, Map<String, StoredTensor>> naming) {
    Map<String, StoredTensor> named = new LinkedHashMap<>();
    tensors.values().forEach(t -> naming.apply(t).forEach((name, s) -> add(named, name, s)));
    return new Checkpoint(named);
  }

  private static void add(Map<String, StoredTensor> tensors, StoredTensor tensor) {
    add(tensors, tensor.name(), tensor);
  }

  private static void add(Map<String, StoredTensor> tensors, String name, StoredTensor tensor) {
    StoredTensor twin = tensors.put(name, tensor);
    if (twin != null) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "tensor '%s' appears twice, in %s and %s",
              name,
              twin.file(),
              tensor.file()));
    }
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    if (tensor.length() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor '%s' of %d bytes does not fit one buffer",
              tensor.name(),
              tensor.length()));
    }
    try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
      if (channel.size() < tensor.offset() + tensor.length()) {
        throw new ChangedFileException(
            String.format(
                Locale.ROOT,
                "the weights file %s was cut to %d bytes, tensor '%s' ended at %d",
                tensor.file(),
                channel.size(),
                tensor.name(),
                tensor.offset() + tensor.length()));
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, tensor.offset(), tensor.length())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      Interruption.check(e, "mapping " + tensor.file());
      throw new ChangedFileException(
          String.format(
              Locale.ROOT, "tensor '%s' cannot be mapped from %s", tensor.name(), tensor.file()),
          e);
    }
  }

  @Override
  public void close() {
    // Nothing is held; see the class comment.
  }
}
