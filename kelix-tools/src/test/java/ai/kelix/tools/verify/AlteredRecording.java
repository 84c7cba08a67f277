package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenFile;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A fixture whose recordings, arguments or configuration are changed on the way to a new folder.
 */
final class AlteredRecording {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path source;
  private final Map<String, HostTensor> tensors;
  private final ObjectNode config;
  private ObjectNode arguments;
  private boolean argued;

  AlteredRecording(String fixture) {
    source = Fixtures.path(fixture);
    tensors = new LinkedHashMap<>(GoldenFile.fixture(fixture + "/golden.safetensors").tensors());
    config = read("config.json");
    argued = Files.exists(source.resolve(Arguments.FILE));
    arguments = argued ? read(Arguments.FILE) : JSON.createObjectNode();
  }

  private ObjectNode read(String name) {
    try {
      return (ObjectNode) JSON.readTree(source.resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HostTensor get(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  AlteredRecording with(String name, HostTensor tensor) {
    tensors.put(name, tensor);
    return this;
  }

  AlteredRecording only(String... prefixes) {
    tensors.keySet().removeIf(name -> List.of(prefixes).stream().noneMatch(name::startsWith));
    return this;
  }

  /** Renames tensors, and groups of arguments by the same rule. */
  AlteredRecording renamed(UnaryOperator<String> rule) {
    Map<String, HostTensor> before = new LinkedHashMap<>(tensors);
    tensors.clear();
    before.forEach((name, tensor) -> tensors.put(rule.apply(name), tensor));
    ObjectNode old = arguments;
    arguments = JSON.createObjectNode();
    old.properties().forEach(group -> arguments.set(rule.apply(group.getKey()), group.getValue()));
    return this;
  }

  AlteredRecording arguments(Consumer<ObjectNode> change) {
    change.accept(arguments);
    return this;
  }

  AlteredRecording withoutArguments() {
    argued = false;
    return this;
  }

  AlteredRecording config(Consumer<ObjectNode> change) {
    change.accept(config);
    return this;
  }

  /** Writes a folder with the fixture's own weights. */
  Path write(Path folder) throws IOException {
    for (String name : List.of("model.safetensors", "diffusion_pytorch_model.safetensors")) {
      if (Files.exists(source.resolve(name))) {
        Files.copy(source.resolve(name), folder.resolve(name));
      }
    }
    JSON.writeValue(folder.resolve("config.json").toFile(), config);
    if (argued) {
      JSON.writeValue(folder.resolve(Arguments.FILE).toFile(), arguments);
    }
    List<TensorPlan> plans = new ArrayList<>();
    tensors.forEach((name, t) -> plans.add(new TensorPlan(name, t.dtype(), t.shape())));
    Path file = folder.resolve("golden.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, plans, Map.of())) {
      tensors.values().forEach(tensor -> writer.write(tensor.data().duplicate()));
      writer.finish();
    }
    return folder;
  }
}
