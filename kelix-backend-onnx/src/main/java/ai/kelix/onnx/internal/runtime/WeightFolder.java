package ai.kelix.onnx.internal.runtime;

import ai.kelix.InvalidModelException;
import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder below which all weight files of a graph lie, however many folders they are spread
 * over.
 *
 * <p>Links are resolved first: download caches link from a snapshot to its files, and the runtime
 * refuses paths that leave its folder.
 */
final class WeightFolder {
  private final Map<Path, Path> realPaths = new HashMap<>();
  private final Optional<Path> folder;

  WeightFolder(Graph graph) {
    for (Node node : graph.nodes()) {
      for (Value value : node.inputs()) {
        if (value != null && value.initializer() instanceof Initializer.External external) {
          realPaths.computeIfAbsent(external.file(), WeightFolder::resolve);
        }
      }
    }
    folder = realPaths.values().stream().map(Path::getParent).reduce(WeightFolder::common);
  }

  /** Returns the folder; empty if the graph has no weights. */
  Optional<Path> folder() {
    return folder;
  }

  /** Returns where a weight file lies, relative to the folder. */
  String locate(Path file) {
    Path real = realPaths.getOrDefault(file, file);
    return folder.orElseThrow().relativize(real).toString().replace('\\', '/');
  }

  private static Path resolve(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new InvalidModelException(
          String.format(Locale.ROOT, "weights file %s cannot be read", file), e);
    }
  }

  private static Path common(Path first, Path second) {
    Path candidate = first;
    while (!second.startsWith(candidate)) {
      candidate = candidate.getParent();
      if (candidate == null) {
        throw new InvalidModelException(
            String.format(
                Locale.ROOT,
                "weights lie on different drives: %s and %s; put them on one",
                first,
                second));
      }
    }
    return candidate;
  }
}
