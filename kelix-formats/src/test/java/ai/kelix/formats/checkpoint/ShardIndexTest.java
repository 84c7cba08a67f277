package ai.kelix.formats.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexTest {
  private static final String FIRST = "model-00001-of-00002.safetensors";
  private static final String SECOND = "model-00002-of-00002.safetensors";

  @TempDir private Path folder;

  /** Two shards of one tensor each, with an index. */
  @BeforeEach
  void write() {
    List<TensorPlan> tensors = List.of(plan("a"), plan("b"));
    new CheckpointWriter(folder, tensors, 4)
        .write((tensor, to) -> to.write(ByteBuffer.allocate((int) tensor.bytes())));
  }

  @Test
  void acceptsAnIndexThatAgreesWithItsShards() {
    assertThat(Checkpoint.openAsStored(folder).names()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void namesTheTensorThatIsMissingFromTheShardThatTheIndexNames() throws IOException {
    edit("\"a\" :", "\"c\" : \"" + SECOND + "\", \"a\" :");
    assertThatThrownBy(() -> Checkpoint.openAsStored(folder))
        .isInstanceOf(MissingTensorException.class)
        .hasMessageContainingAll("'c'", SECOND, "download both again");
  }

  @Test
  void namesTheTensorThatLiesInAnotherShardThanTheIndexSays() throws IOException {
    edit("\"a\" : \"" + FIRST, "\"a\" : \"" + SECOND);
    edit("\"b\" : \"" + SECOND, "\"b\" : \"" + FIRST);
    assertThatThrownBy(() -> Checkpoint.openAsStored(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContainingAll("'a'", FIRST, "places it in " + SECOND);
  }

  @Test
  void readsTheTensorThatTheIndexDoesNotListAndSaysSo() throws IOException {
    edit(",\n    \"b\" : \"" + SECOND + "\"", "");
    new CheckpointWriter(other(), List.of(plan("a"), plan("b")), 100)
        .write((tensor, to) -> to.write(ByteBuffer.allocate((int) tensor.bytes())));
    Files.move(
        other().resolve("model.safetensors"),
        folder.resolve(FIRST),
        StandardCopyOption.REPLACE_EXISTING);
    List<String> warnings = new ArrayList<>();
    assertThat(Checkpoint.openAsStored(folder, warnings::add).names()).containsExactly("a", "b");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("model.safetensors.index.json does not list b in " + FIRST);
  }

  private Path other() throws IOException {
    return Files.createDirectories(folder.resolve("other"));
  }

  @Test
  void namesTheTensorThatTwoShardsHold() throws IOException {
    Files.copy(folder.resolve(FIRST), folder.resolve(SECOND), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Checkpoint.openAsStored(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContainingAll("'a' appears twice", FIRST, SECOND);
  }

  private static TensorPlan plan(String name) {
    return new TensorPlan(name, DType.F32, List.of(1L));
  }

  private void edit(String found, String replacement) throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    String text = Files.readString(index);
    assertThat(text).contains(found);
    Files.writeString(index, text.replace(found, replacement));
  }

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    new KeyTable(
            "{\"metadata\": {\"total_size\": 9}, \"weight_map\": {\"a\": \"x.safetensors\"}}",
            ShardIndexTest::places)
        .refused("weight_map", "{}")
        .acts("weight_map.a", "\"y.safetensors\"")
        .idle("metadata", "{\"total_size\": 7}", "the files tell their sizes themselves")
        .check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"weight_map\": null}",
        "{\"weight_map\": []}",
        "{\"weight_map\": [\"a\"]}",
        "{\"weight_map\": {\"a\": 1}}",
        "{\"weight_map\": {\"a\": null}}",
        "[]"
      })
  void anIndexThatPlacesNothingIsRefused(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("it.index.json"), json);
    assertThatThrownBy(() -> ShardIndex.read(file, warning -> {}))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void unknownKeysAreReported() {
    List<String> warnings = new ArrayList<>();
    String json = "{\"weight_map\": {\"a\": \"x.safetensors\"}, \"weightmap\": {}}";
    ShardIndex.from(KeyTable.open(json, warnings::add), Path.of("it"));
    assertThat(warnings).singleElement().asString().contains("[weightmap]");
  }

  private static Object places(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    try {
      return ShardIndex.from(json, Path.of("it"));
    } finally {
      KeyTable.keys(json, "", keys);
    }
  }
}
