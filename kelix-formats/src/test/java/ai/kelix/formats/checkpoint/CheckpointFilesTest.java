package ai.kelix.formats.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.StoredType;
import ai.kelix.tensor.weights.TensorTypeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the weight files of a folder are read, and what is said of the others. */
class CheckpointFilesTest {
  private static final String INDEX = "model.safetensors.index.json";
  private static final String SINGLE = "model.safetensors";

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void aSingleFileWinsOverTheIndexOfOtherFiles() throws IOException {
    write("old.safetensors", "old");
    index("old.safetensors", "old");
    write(SINGLE, "new");
    assertThat(names()).containsExactly("new");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(SINGLE + " is read", "names other files, such as old.safetensors");
  }

  @Test
  void theShardsOfAStaleIndexNeedNotBeThere() throws IOException {
    index("gone.safetensors", "old");
    write(SINGLE, "new");
    assertThat(names()).containsExactly("new");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void anIndexThatCannotBeReadIsLeftAloneBesideASingleFile() throws IOException {
    Files.writeString(folder.resolve(INDEX), "<html>");
    write(SINGLE, "new");
    assertThat(names()).containsExactly("new");
    assertThat(warnings).singleElement().asString().contains("HTML page");
  }

  @Test
  void anIndexThatNamesTheSingleFileSpeaksOfIt() throws IOException {
    write(SINGLE, "a");
    index(SINGLE, "a");
    assertThat(names()).containsExactly("a");
    assertThat(warnings).isEmpty();
    index(SINGLE, "b");
    assertThatThrownBy(this::names).isInstanceOf(MissingTensorException.class);
  }

  @Test
  void numberedShardsBesideASingleFileAreMentioned() throws IOException {
    write("model-00001-of-00001.safetensors", "old");
    write(SINGLE, "new");
    assertThat(names()).containsExactly("new");
    assertThat(warnings).singleElement().asString().contains("model-00001-of-00001.safetensors");
  }

  @Test
  void weightsUnderTwoNamesAreMentioned() throws IOException {
    write("diffusion_pytorch_model.safetensors", "other");
    write(SINGLE, "a");
    assertThat(names()).containsExactly("a");
    assertThat(warnings).singleElement().asString().contains("under two names");
  }

  @Test
  void shardsMayLieInAFolderBelow() throws IOException {
    Files.createDirectory(folder.resolve("shards"));
    write("shards/a.safetensors", "a");
    index("shards/a.safetensors", "a");
    assertThat(names()).containsExactly("a");
    assertThat(warnings).isEmpty();
  }

  @Test
  void neverFollowsAnIndexOutOfTheFolder() throws IOException {
    for (String name :
        new String[] {"../a.safetensors", "/a.safetensors", "b/../../a.safetensors", "a", ""}) {
      index(name, "a");
      assertThatThrownBy(this::names)
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContainingAll("'" + name + "'", "plain name");
    }
  }

  @Test
  void namesTheFilesThatAreThereInstead() throws IOException {
    Files.writeString(folder.resolve("pytorch_model.bin"), "");
    assertThatThrownBy(this::names)
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContainingAll("holds no weights", "pytorch_model.bin", "safetensors");
  }

  @Test
  void typesInWhichNobodyComputesAreMentionedAndLeftAlone() throws IOException {
    List<StoredType> types =
        List.of(
            new StoredType("F64", 64),
            new StoredType("F8_E4M3", 8),
            new StoredType("I16", 16),
            new StoredType("F4", 4),
            new StoredType("F9_NEW", 24));
    List<TensorPlan> plans = new ArrayList<>();
    for (StoredType type : types) {
      plans.add(new TensorPlan("t." + type.name(), type, List.of(4L)));
    }
    new CheckpointWriter(folder, plans, 1000)
        .write((tensor, to) -> to.write(ByteBuffer.allocate((int) tensor.bytes())));
    Checkpoint checkpoint = Checkpoint.openAsStored(folder, warnings::add);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("t.F64", "t.F8_E4M3", "t.I16", "t.F4", "t.F9_NEW");
    for (StoredType type : types) {
      String name = "t." + type.name();
      assertThat(checkpoint.require(name).type()).isEqualTo(type);
      assertThatThrownBy(() -> checkpoint.weight(name, 4))
          .isInstanceOf(TensorTypeException.class)
          .hasMessageContainingAll(name, "holds " + type.name(), "expected F32, F16 or BF16");
    }
  }

  @Test
  void bytesThatDoNotFitAKnownTypeAreRefused() throws IOException {
    byte[] header =
        "{\"t\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + 8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    Files.write(folder.resolve(SINGLE), file.array());
    assertThatThrownBy(this::names)
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContainingAll("'t'", "8 bytes", "16 bytes for F64 [2]");
  }

  @Test
  void saysWhatLiesInPlaceOfWeights() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:5e\nsize 2469112\n";
    String[][] cases = {
      {pointer, "Git LFS", "2,469,112 bytes", "git lfs pull"},
      {"<!DOCTYPE html><html>", "HTML page", "/resolve/"},
      {"Entry not found", "'Entry not found'", "download"},
      {"{\"error\": \"no\"}", "{\"error\"", "download"},
      {"PK\u0003\u0004 and more", "ZIP archive", "safetensors"}
    };
    for (String[] row : cases) {
      Files.writeString(folder.resolve(SINGLE), row[0], StandardCharsets.ISO_8859_1);
      assertThatThrownBy(this::names)
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining(SINGLE)
          .hasMessageContainingAll(List.of(row).subList(1, row.length).toArray(String[]::new));
    }
  }

  private List<String> names() {
    warnings.clear();
    return List.copyOf(Checkpoint.openAsStored(folder, warnings::add).names());
  }

  private void write(String file, String tensor) throws IOException {
    Path apart = Files.createTempDirectory(folder, "apart");
    new CheckpointWriter(apart, List.of(new TensorPlan(tensor, DType.F32, List.of(1L))), 100)
        .write((plan, to) -> to.write(ByteBuffer.allocate((int) plan.bytes())));
    Files.move(apart.resolve(SINGLE), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    Files.delete(apart);
  }

  private void index(String file, String tensor) throws IOException {
    Files.writeString(
        folder.resolve(INDEX), "{\"weight_map\":{\"" + tensor + "\":\"" + file + "\"}}");
  }
}
