package ai.kelix.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.platform.Interruption;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happens to a model before anybody gets to see it, so that one which cannot run fails while
 * it loads and not at the first question: first everything that needs no backend, then the building
 * of programs.
 */
final class Preparation {
  /**
   * Weights of so many bytes are brought into the form that a backend computes with while the model
   * loads. More would take minutes, perhaps for parts that nobody will use.
   */
  private static final long BUILT_AT_ONCE = 512L << 20;

  private final ModelFolder folder;
  private final Precision precision;
  private final ModelPrograms programs;
  private long weightBytes;

  /**
   * Makes the programs.
   *
   * @param precision in which they compute
   * @throws InvalidModelException if a tensor is missing, has another shape or type, or the
   *     configuration describes what cannot be built
   */
  Preparation(ModelFolder folder, Precision precision) {
    this.folder = folder;
    this.precision = precision;
    this.programs = whileBuilding(() -> ModelPrograms.of(folder, precision));
  }

  /** Returns what the engine will run. */
  ModelPrograms programs() {
    return programs;
  }

  /**
   * Looks at all weights that any program will ask for, and at the memory; loads nothing.
   *
   * @param memory what this process can still get
   * @param widensWhole whether the backend copies 16-bit matrices to float32
   * @throws InvalidModelException if a tensor is missing, has another shape or type or is not
   *     finite, or the configuration describes what cannot be built
   * @throws ai.kelix.InsufficientMemoryException if the model cannot fit
   */
  void check(MemoryProbe memory, boolean widensWhole) {
    List<Outline> outlines = new ArrayList<>();
    programs.atOnce().forEach(entry -> outlines.add(outline(entry)));
    programs.later().forEach(Preparation::outline);
    MemoryNeed need = MemoryNeed.of(outlines, ModestCall.of(folder).heap(), widensWhole, precision);
    need.require(memory);
    weightBytes = need.weights();
    folder.checkpoints().forEach(WeightCheck::requireFinite);
  }

  /**
   * Builds the programs of a greedy answer or picture; those of a large model wait for their first
   * use.
   *
   * @throws InvalidModelException if the backend finds that one cannot be built
   */
  void build(Executables executables) {
    if (weightBytes > BUILT_AT_ONCE) {
      return;
    }
    programs.atOnce().forEach(entry -> build(entry, executables));
  }

  private static Outline outline(ModelPrograms.Entry entry) {
    Interruption.check("examining " + entry.program().name());
    return whileBuilding(entry::outline);
  }

  private static void build(ModelPrograms.Entry entry, Executables executables) {
    Interruption.check("building " + entry.program().name());
    whileBuilding(() -> executables.get(entry));
  }

  private static <T> T whileBuilding(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new InvalidModelException(
          "config.json describes a network that cannot be built: " + e.getMessage(), e);
    }
  }
}
