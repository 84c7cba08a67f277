package ai.kelix.core.export;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.config.ArConfigReader;
import ai.kelix.core.config.ComponentKind;
import ai.kelix.core.config.DitConfigReader;
import ai.kelix.core.config.LanguageConfig;
import ai.kelix.core.config.TextConfigReader;
import ai.kelix.core.config.VaeConfigReader;
import ai.kelix.core.network.dit.DiffusionPrograms;
import ai.kelix.core.network.llm.LanguagePrograms;
import ai.kelix.core.network.vae.VaePrograms;
import ai.kelix.core.network.vision.VisionPrograms;
import ai.kelix.core.program.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an exported component can do. */
final class ComponentPrograms {

  private ComponentPrograms() {}

  /** Returns the programs of a component. */
  static List<Program> of(ComponentKind kind, Path config) {
    return switch (kind) {
      case LANGUAGE_MODEL -> of(ArConfigReader.read(config));
      case TEXT_MODEL -> answering(TextConfigReader.read(config));
      case DIFFUSION_TRANSFORMER -> DiffusionPrograms.all(DitConfigReader.read(config));
      case AUTOENCODER -> VaePrograms.all(VaeConfigReader.read(config));
    };
  }

  private static List<Program> of(ArConfig config) {
    List<Program> programs =
        new ArrayList<>(VisionPrograms.all(config.tokenizer(), config.backbone().vocabSize()));
    programs.addAll(answering(config));
    return programs;
  }

  private static List<Program> answering(LanguageConfig config) {
    List<Program> programs = new ArrayList<>(LanguagePrograms.greedy(config));
    programs.addAll(LanguagePrograms.drawn(config));
    return programs;
  }
}
