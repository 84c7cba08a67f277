package ai.kelix.tools.export;

import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.quantization.PackedCheckpoint;
import ai.kelix.formats.quantization.PackedManifest;
import ai.kelix.formats.quantization.PackedWriter;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.inspect.ComponentInspection;
import ai.kelix.tools.inspect.ComponentPrograms;
import ai.kelix.tools.inspect.TensorLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/** Exports one component. For one thread. */
final class ComponentExport {
  /** Name of the file of packed weights. */
  static final String PACKED = "packed.safetensors";

  private final ComponentInspection component;
  private final Path target;
  private final WeightFormat format;
  private final PackedWriter packing;

  ComponentExport(ComponentInspection component, Path target, WeightFormat format) {
    this.component = component;
    this.target = target;
    this.format = format;
    try (TensorSource stored = component.kind().open(component.folder())) {
      this.packing = new PackedWriter(format, packable(stored));
    }
  }

  /** The autoencoder is small, and its convolutions are what counts. */
  private List<StoredTensor> packable(TensorSource stored) {
    if (component.kind() == ComponentKind.AUTOENCODER) {
      return List.of();
    }
    return component.in(TensorLine.State.FINE).stream()
        .filter(TensorLine::multiplies)
        // A packed weight is looked up as the network calls it, whatever the original's file does.
        .map(line -> stored.require(line.name()).named(line.name()))
        .filter(tensor -> tensor.dtype() != format.storedType())
        .toList();
  }

  /** Returns the bytes of packed weights. */
  long bytes() {
    return packing.plan().stream().mapToLong(TensorPlan::bytes).sum();
  }

  ExportedComponent write(boolean shares, GraphWriter graphs, ObjLongConsumer<String> progress)
      throws IOException {
    Files.createDirectories(target);
    Optional<PackedManifest> finished = PackedManifest.find(target);
    if (finished.isPresent()) {
      return taken(finished.get(), !shares);
    }
    boolean copied = new FolderLinks(component.folder(), target, shares).make();
    Optional<String> weights = Optional.empty();
    if (bytes() > 0) {
      weights = Optional.of(PACKED);
      // A finished file is of an interrupted export; that it fits is checked when it is opened.
      if (!Files.exists(target.resolve(PACKED))) {
        packing.write(target.resolve(PACKED), progress);
      }
    }
    List<String> names = writeGraphs(graphs, weights);
    new PackedManifest(format, weights, names).write(target);
    return new ExportedComponent(component.kind(), target, bytes(), copied, names);
  }

  /** The manifest is written last, so an interrupted export may have finished components. */
  private ExportedComponent taken(PackedManifest finished, boolean copied) {
    if (finished.format() != format) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s holds an export already, in %s and not in %s; choose an empty folder",
              target,
              finished.format().word(),
              format.word()));
    }
    return new ExportedComponent(component.kind(), target, bytes(), copied, finished.graphs());
  }

  private List<String> writeGraphs(GraphWriter graphs, Optional<String> packed) {
    List<String> names = new ArrayList<>();
    try (TensorSource weights = open(packed)) {
      for (Program program :
          ComponentPrograms.of(component.kind(), target.resolve("config.json"), weights)) {
        names.add(graphs.write(program, weights, target).getFileName().toString());
      }
    }
    return names;
  }

  private TensorSource open(Optional<String> packed) {
    TensorSource stored = component.kind().open(target);
    return packed.isEmpty()
        ? stored
        : PackedCheckpoint.open(stored, target.resolve(packed.get()), format);
  }
}
