package ai.kelix.engine;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.platform.Interruption;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Effective codebooks on disk, so that they are computed once and not once for each process. A file
 * is named after all that its numbers depend on; what is not as it was written is computed again,
 * and where nothing can be written nothing is kept. Processes may share a folder: files appear
 * whole or not at all. Immutable and thread-safe.
 */
final class CodebookCache {
  private static final Logger LOG = Loggers.getLogger(CodebookCache.class);

  /** Part of each name; to be raised when the same weights come to mean other numbers. */
  private static final String VERSION = "1";

  private static final String TENSOR = "codebook";
  private static final String CHECKSUM = "crc32";
  private static final String WEIGHTS = "visual_tokenizer.quantizer.";

  /** Multiplications that take less time than finding, reading and checking a file. */
  private static final long TRIVIAL = 500_000_000;

  private final Path folder;

  /**
   * Keeps files below a folder.
   *
   * @param cache the user's cache folder, which may not exist
   */
  CodebookCache(Path cache) {
    this.folder = cache.resolve("codebooks");
  }

  /** Tells whether codebooks of this size are worth a file. */
  static boolean isWorthwhile(TokenizerConfig config) {
    long codes = (long) config.codebooks() * config.codebookSize();
    return codes * config.subspaceDim() * config.rawCodeDim() > TRIVIAL;
  }

  /**
   * Returns where the codebooks of a model lie, or will lie.
   *
   * @param weights of the model
   * @param backend by which they are computed; backends round differently
   */
  Path file(TensorSource weights, String backend) {
    MessageDigest digest = Sha256.begin();
    update(digest, VERSION + " " + backend);
    for (String name : new TreeSet<>(weights.names())) {
      if (name.startsWith(WEIGHTS)) {
        update(digest, identity(weights.require(name)));
      }
    }
    return folder.resolve(Sha256.hex(digest) + ".safetensors");
  }

  private static String identity(StoredTensor tensor) {
    try {
      return tensor
          + " "
          + tensor.file().toRealPath()
          + " "
          + Files.size(tensor.file())
          + " "
          + Files.getLastModifiedTime(tensor.file());
    } catch (IOException e) {
      Interruption.check(e, "looking at " + tensor.file());
      throw new UncheckedIOException("cannot read " + tensor.file(), e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads codebooks.
   *
   * @param sizes their shape
   * @return empty if there are none, or not such ones
   */
  Optional<HostTensor> read(Path file, long... sizes) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (Checkpoint stored = Checkpoint.openFile(file)) {
      HostTensor codebook = HostTensor.allocate(DType.F32, sizes);
      codebook.data().duplicate().put(stored.map(stored.weight(TENSOR, sizes)));
      long checksum = stored.map(stored.require(CHECKSUM)).getLong(0);
      if (checksum == checksum(codebook) && isFinite(codebook)) {
        return Optional.of(codebook);
      }
      LOG.warn("{} is damaged; the codebooks are computed again", file);
    } catch (CheckpointException | IndexOutOfBoundsException e) {
      LOG.warn("{} is unusable, the codebooks are computed again: {}", file, e.getMessage());
    }
    return Optional.empty();
  }

  /** Keeps codebooks if it can. */
  void write(Path file, HostTensor codebook) {
    List<TensorPlan> plan =
        List.of(
            new TensorPlan(TENSOR, DType.F32, codebook.shape()),
            new TensorPlan(CHECKSUM, DType.I64, List.of(1L)));
    try {
      Files.createDirectories(folder);
      Path own = Files.createTempDirectory(folder, "writing");
      Path whole = own.resolve(TENSOR);
      try (SafetensorsWriter writer = SafetensorsWriter.open(whole, plan, Map.of())) {
        writer.write(codebook.data().duplicate());
        writer.write(HostTensor.of(new long[] {checksum(codebook)}, 1).data());
        writer.finish();
        Files.move(
            whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(own.resolve(TENSOR + ".part"));
        Files.deleteIfExists(whole);
        Files.deleteIfExists(own);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.info("the codebooks are not kept for the next time: {}", e.toString());
    }
  }

  private static long checksum(HostTensor codebook) {
    CRC32 crc = new CRC32();
    ByteBuffer bytes = codebook.data().duplicate();
    crc.update(bytes);
    return crc.getValue();
  }

  private static boolean isFinite(HostTensor codebook) {
    FloatBuffer numbers = codebook.data().asFloatBuffer();
    for (int i = 0; i < numbers.limit(); i++) {
      if (!Float.isFinite(numbers.get(i))) {
        return false;
      }
    }
    return true;
  }
}
