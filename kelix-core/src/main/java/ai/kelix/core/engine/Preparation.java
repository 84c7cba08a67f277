package ai.kelix.core.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.core.program.Outline;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to a model before anybody gets to see it, so that one which cannot run fails while
 * it loads and not at the first question: first everything that needs no backend, then the building
 * of programs.
 */
final class Preparation {
  private final ModelFolder folder;
  private final ModelPrograms programs;

  Preparation(ModelFolder folder) {
    this.folder = folder;
    this.programs = ModelPrograms.of(folder);
  }

  /**
   * Looks at all weights that any program will ask for, and at the memory; loads nothing.
   *
   * @param memory what this process can still get
   * @throws InvalidModelException if a tensor is missing, has another shape or type or is not
   *     finite, or the configuration describes what cannot be built
   * @throws ai.kelix.InsufficientMemoryException if the model cannot fit
   */
  void check(MemoryProbe memory) {
    List<Outline> outlines = new ArrayList<>();
    whileBuilding(() -> programs.all().forEach(entry -> outlines.add(entry.outline())));
    MemoryNeed.of(outlines, ModestCall.of(folder).heap()).require(memory);
    folder.checkpoints().forEach(WeightCheck::requireFinite);
  }

  /**
   * Builds the programs of a greedy answer or picture.
   *
   * @throws InvalidModelException if the backend finds that one cannot be built
   */
  void build(Executables executables) {
    whileBuilding(() -> programs.atOnce().forEach(e -> executables.get(e.program(), e.weights())));
  }

  private static void whileBuilding(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new InvalidModelException(
          "config.json describes a network that cannot be built: " + e.getMessage(), e);
    }
  }
}
