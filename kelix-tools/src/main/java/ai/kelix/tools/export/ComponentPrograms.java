package ai.kelix.tools.export;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.TextConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.program.Program;
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
