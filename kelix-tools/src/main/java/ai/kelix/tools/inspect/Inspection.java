package ai.kelix.tools.inspect;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ArConfigWriter;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.DitConfigWriter;
import ai.kelix.formats.config.TextConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.formats.config.VaeConfigWriter;
import ai.kelix.formats.quantization.PackedManifest;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Catalogue;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WeightUse;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.StoredTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Looks at a model folder without reading an element: configuration and headers only, so that it
 * takes about a second at any size, and works on configurations whose weights are not there yet.
 * Stateless.
 */
public final class Inspection {
  private static final String CONFIG = "config.json";

  private Inspection() {}

  /**
   * Inspects a component and, if it is a model's root, the components below it.
   *
   * @throws CheckpointException if a configuration or a header is missing or malformed
   */
  public static List<ComponentInspection> of(Path folder) {
    List<ComponentInspection> components = new ArrayList<>();
    components.add(component(folder));
    for (String below : List.of("dit", "vae")) {
      Path part = folder.resolve(below);
      if (Files.isRegularFile(part.resolve(CONFIG))) {
        components.add(component(part));
      }
    }
    return List.copyOf(components);
  }

  private static ComponentInspection component(Path folder) {
    Path config = folder.resolve(CONFIG);
    ComponentKind kind = ComponentKind.of(config);
    Map<String, StoredTensor> present = present(folder, kind);
    return switch (kind) {
      case LANGUAGE_MODEL -> {
        ArConfig read = ArConfigReader.read(config);
        yield compared(
            kind, folder, ArConfigWriter.toJson(read), present, c -> ComponentPrograms.of(read, c));
      }
      case TEXT_MODEL -> {
        TextConfig read = TextConfigReader.describe(config);
        yield compared(kind, folder, read.toString(), present, c -> ComponentPrograms.of(read, c));
      }
      case DIFFUSION_TRANSFORMER -> {
        DitConfig read = DitConfigReader.read(config);
        yield compared(
            kind,
            folder,
            DitConfigWriter.toJson(read),
            present,
            c -> ComponentPrograms.of(read, c));
      }
      case AUTOENCODER -> {
        VaeConfig read = VaeConfigReader.read(config);
        yield compared(
            kind,
            folder,
            VaeConfigWriter.toJson(read),
            present,
            c -> ComponentPrograms.of(read, c));
      }
    };
  }

  private static Map<String, StoredTensor> present(Path folder, ComponentKind kind) {
    if (!Checkpoint.existsIn(folder)) {
      return Map.of();
    }
    Map<String, StoredTensor> present = new HashMap<>();
    try (Checkpoint checkpoint = kind.open(folder)) {
      checkpoint.names().forEach(name -> present.put(name, checkpoint.require(name)));
    }
    return present;
  }

  private static ComponentInspection compared(
      ComponentKind kind,
      Path folder,
      String configuration,
      Map<String, StoredTensor> present,
      Function<Catalogue, List<Program>> programs) {
    Map<String, long[]> sizes = new HashMap<>();
    present.forEach((name, tensor) -> sizes.put(name, tensor.sizes()));
    Declarations declarations = new Declarations(sizes);
    Set<String> linear = new HashSet<>();
    programs.apply(declarations).forEach(program -> linear.addAll(WeightUse.of(program).linear()));
    Map<String, Parameter> demanded = declarations.parameters();
    Set<String> names = new TreeSet<>(present.keySet());
    names.addAll(demanded.keySet());
    List<TensorLine> lines =
        names.stream()
            .map(
                name ->
                    line(
                        name,
                        Optional.ofNullable(present.get(name)),
                        Optional.ofNullable(demanded.get(name)).map(Inspection::shape),
                        linear.contains(name)))
            .toList();
    return new ComponentInspection(kind, folder, configuration, lines, PackedManifest.find(folder));
  }

  private static List<Long> shape(Parameter parameter) {
    return Arrays.stream(parameter.sizes()).boxed().toList();
  }

  private static TensorLine line(
      String name,
      Optional<StoredTensor> present,
      Optional<List<Long>> demanded,
      boolean multiplies) {
    TensorLine.State state;
    if (present.isEmpty()) {
      state = TensorLine.State.MISSING;
    } else if (demanded.isEmpty()) {
      state = TensorLine.State.UNUSED;
    } else {
      boolean fits =
          present.get().shape().equals(demanded.get()) && present.get().type().isFloating();
      state = fits ? TensorLine.State.FINE : TensorLine.State.UNFIT;
    }
    List<Long> shape = present.map(StoredTensor::shape).or(() -> demanded).orElseThrow();
    return new TensorLine(
        name, present.map(StoredTensor::type), shape, state, demanded, multiplies);
  }
}
