package ai.kelix.tools.inspect;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.TextConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Catalogue;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a component can do, in float32. */
public final class ComponentPrograms {

  private ComponentPrograms() {}

  /**
   * Returns the programs of a component.
   *
   * @param config its {@code config.json}
   * @param weights what is known of its weights
   * @throws RuntimeException as {@link Catalogue#require}
   */
  public static List<Program> of(ComponentKind kind, Path config, Catalogue weights) {
    return switch (kind) {
      case LANGUAGE_MODEL -> of(ArConfigReader.read(config), weights);
      case TEXT_MODEL -> of(TextConfigReader.read(config), weights);
      case DIFFUSION_TRANSFORMER -> of(DitConfigReader.read(config), weights);
      case AUTOENCODER -> of(VaeConfigReader.read(config), weights);
    };
  }

  static List<Program> of(LanguageConfig config, Catalogue weights) {
    List<Program> programs = new ArrayList<>();
    if (config instanceof ArConfig blocks) {
      KelixTokenizerModel eyes =
          new KelixTokenizerModel(Parameters.of(weights), blocks.tokenizer());
      programs.addAll(
          new VisionPrograms(eyes, Precision.FLOAT32).all(config.backbone().vocabSize()));
    }
    KelixLanguageModel model = new KelixLanguageModel(Parameters.of(weights), config);
    LanguagePrograms language = new LanguagePrograms(model, Precision.FLOAT32);
    programs.addAll(language.greedy());
    programs.addAll(language.sampled());
    return programs;
  }

  static List<Program> of(DitConfig config, Catalogue weights) {
    DiffusionTransformer model = new DiffusionTransformer(Parameters.of(weights), config);
    return new DiffusionPrograms(model, Precision.FLOAT32).all();
  }

  static List<Program> of(VaeConfig config, Catalogue weights) {
    Autoencoder model = new Autoencoder(Parameters.of(weights), config);
    return new VaePrograms(model, Precision.FLOAT32).all();
  }
}
