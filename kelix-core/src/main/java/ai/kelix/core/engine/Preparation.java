package ai.kelix.core.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.network.dit.DiffusionPrograms;
import ai.kelix.core.network.llm.LanguagePrograms;
import ai.kelix.core.network.vae.VaePrograms;
import ai.kelix.core.network.vision.VisionPrograms;

/**
 * Builds the programs of a model and looks at its weights before anybody gets to see it, so that a
 * model which cannot run fails while it loads and not at the first question. Backends that build
 * nothing beforehand check names and shapes when a program first runs.
 */
final class Preparation {
  private final ModelFolder folder;
  private final Executables executables;

  Preparation(ModelFolder folder, Executables executables) {
    this.folder = folder;
    this.executables = executables;
  }

  /**
   * Prepares everything.
   *
   * @throws InvalidModelException if a tensor is missing, has another shape or is not finite, or
   *     the configuration describes what cannot be built
   */
  void run() {
    try {
      language();
      folder.painting().ifPresent(this::painting);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new InvalidModelException(
          "config.json describes a network that cannot be built: " + e.getMessage(), e);
    }
  }

  private void language() {
    WeightCheck.requireFinite(folder.weights());
    VisionPrograms.all(folder.config()).forEach(p -> executables.get(p, folder.weights()));
    LanguagePrograms.greedy(folder.config()).forEach(p -> executables.get(p, folder.weights()));
  }

  private void painting(ModelFolder.Painting painting) {
    DitConfig dit = painting.dit();
    WeightCheck.requireFinite(painting.ditWeights());
    WeightCheck.requireFinite(painting.vaeWeights());
    executables.get(DiffusionPrograms.condition(dit), painting.ditWeights());
    executables.get(DiffusionPrograms.velocity(dit), painting.ditWeights());
    executables.get(VaePrograms.decode(painting.vae()), painting.vaeWeights());
  }
}
