package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.weights.ChangedFileException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.testkit.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Weight files that change under a loaded model. Windows does not let go of mapped files. */
@DisabledOnOs(OS.WINDOWS)
class WeightFilesTest {
  @TempDir private Path folder;
  private Path file;
  private Checkpoint weights;
  private WeightFiles files;

  @BeforeEach
  void load() throws IOException {
    file = folder.resolve("model.safetensors");
    Files.copy(Fixtures.path("ar-micro-a/model.safetensors"), file);
    weights = Checkpoint.openAsStored(folder);
    files = WeightFiles.of(List.of(weights));
  }

  @Test
  void findsNothingWrongWithFilesThatStayAsTheyAre() {
    assertThatCode(files::requireWhole).doesNotThrowAnyException();
    assertThatCode(files::requireUnchanged).doesNotThrowAnyException();
  }

  @Test
  void noticesFilesThatWereCut() throws IOException {
    cut(file);
    assertThatThrownBy(files::requireWhole)
        .isInstanceOf(ChangedFileException.class)
        .hasMessageContainingAll("model.safetensors", "was cut from", "to 4096 bytes", "restore");
  }

  @Test
  void runsOnWithAFileThatWasReplacedButMapsNoMoreOfIt() throws IOException {
    Path shorter = Files.write(folder.resolve("new"), new byte[100]);
    Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
    assertThatCode(files::requireWhole).doesNotThrowAnyException();
    assertThatThrownBy(files::requireUnchanged)
        .isInstanceOf(ChangedFileException.class)
        .hasMessageContainingAll("model.safetensors", "load the model again");
  }

  @Test
  void runsOnWithoutAFileThatWasDeletedButMapsNoMoreOfIt() throws IOException {
    Files.delete(file);
    assertThatCode(files::requireWhole).doesNotThrowAnyException();
    assertThatThrownBy(files::requireUnchanged).isInstanceOf(ChangedFileException.class);
  }

  @Test
  void refusesToMapBehindTheNewEnd() throws IOException {
    cut(file);
    for (String name : weights.names()) {
      StoredTensor tensor = weights.find(name).orElseThrow();
      if (tensor.offset() + tensor.length() > 4096) {
        assertThatThrownBy(() -> weights.map(tensor))
            .isInstanceOf(ChangedFileException.class)
            .hasMessageContainingAll(name, "was cut");
      }
    }
  }

  @Test
  void survivesFilesThatAreCutWhileTheyAreChecked() {
    assertThatThrownBy(() -> WeightCheck.requireFinite(new CutWhenListed(weights, file)))
        .isInstanceOf(ChangedFileException.class)
        .hasMessageContaining("was cut");
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }
  }

  /** Cuts the file when its tensors are known and not yet read. */
  private record CutWhenListed(TensorSource whole, Path file) implements TensorSource {
    @Override
    public Set<String> names() {
      return whole.names();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
      return whole.find(name);
    }

    @Override
    public List<StoredTensor> stored() {
      List<StoredTensor> all = whole.stored();
      try {
        cut(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return all;
    }

    @Override
    public ByteBuffer map(StoredTensor tensor) {
      return whole.map(tensor);
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
