package ai.kelix.tools.export;

import ai.kelix.formats.config.ComponentKind;
import java.nio.file.Path;
import java.util.List;

/**
 * One component of an export.
 *
 * @param kind what it is
 * @param folder where it was written
 * @param packedBytes bytes of weights in the new format
 * @param copied whether the other weights were copied instead of shared
 * @param graphs names of its graphs
 */
public record ExportedComponent(
    ComponentKind kind, Path folder, long packedBytes, boolean copied, List<String> graphs) {

  /** Copies the list. */
  public ExportedComponent {
    graphs = List.copyOf(graphs);
  }
}
