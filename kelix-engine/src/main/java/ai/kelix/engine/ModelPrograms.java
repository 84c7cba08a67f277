package ai.kelix.engine;

import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All programs that the engine ever runs of a model, made once while it loads.
 *
 * @param language to read and write blocks
 * @param eyes to read images; empty if the model knows text alone
 * @param brush to paint; empty if the model does not
 */
record ModelPrograms(Language language, Optional<Eyes> eyes, Optional<Brush> brush) {

  /**
   * One program.
   *
   * @param program what runs
   * @param weights the checkpoint that it reads
   * @param sizes its varying sizes in one call of modest size, by symbol
   */
  record Entry(Program program, TensorSource weights, Map<String, Long> sizes) {
    /** Walks the program. */
    Outline outline() {
      return Outline.of(program, weights, sizes);
    }
  }

  /**
   * The language model.
   *
   * @param config its sizes
   * @param precision in which it computes
   * @param backbone consumes blocks
   * @param first chooses slot 0
   * @param firstSampled samples slot 0
   * @param rest chooses the other slots; empty if the model knows text alone
   * @param restSampled samples the other slots
   * @param strict scores all slots as the reference does
   */
  record Language(
      LanguageConfig config,
      Precision precision,
      Entry backbone,
      Entry first,
      Entry firstSampled,
      Optional<Entry> rest,
      Optional<Entry> restSampled,
      Entry strict) {

    static Language of(
        LanguageConfig config, TensorSource weights, Precision precision, Map<String, Long> sizes) {
      KelixLanguageModel model = new KelixLanguageModel(Parameters.of(weights), config);
      LanguagePrograms programs = new LanguagePrograms(model, precision);
      boolean sees = config instanceof ArConfig;
      return new Language(
          config,
          precision,
          new Entry(programs.backbone(), weights, sizes),
          new Entry(programs.decodeFirst(false), weights, sizes),
          new Entry(programs.decodeFirst(true), weights, sizes),
          sees
              ? Optional.of(new Entry(programs.decodeRest(false), weights, sizes))
              : Optional.empty(),
          sees
              ? Optional.of(new Entry(programs.decodeRest(true), weights, sizes))
              : Optional.empty(),
          new Entry(programs.decodeStrict(), weights, sizes));
    }

    /** Returns what chooses slot 0. */
    Entry first(boolean sampled) {
      return sampled ? firstSampled : first;
    }

    /** Returns what completes a visual block. */
    Optional<Entry> rest(boolean sampled) {
      return sampled ? restSampled : rest;
    }
  }

  /**
   * The image tokenizer.
   *
   * @param codebook computes the effective codes
   * @param encode names the cells of an image
   */
  record Eyes(Entry codebook, Entry encode) {
    static Eyes of(
        ArConfig config, TensorSource weights, Precision precision, Map<String, Long> sizes) {
      KelixTokenizerModel model =
          new KelixTokenizerModel(Parameters.of(weights), config.tokenizer());
      VisionPrograms programs = new VisionPrograms(model, precision);
      return new Eyes(
          new Entry(programs.codebook(), weights, sizes),
          new Entry(programs.encode(config.backbone().vocabSize()), weights, sizes));
    }
  }

  /**
   * The image decoder.
   *
   * @param condition prepares what the language model says
   * @param nullCondition prepares what it would say of nothing
   * @param velocity takes a step
   * @param decode makes pixels
   */
  record Brush(Entry condition, Entry nullCondition, Entry velocity, Entry decode) {
    static Brush of(ModelFolder.Painting painting, Precision precision, Map<String, Long> sizes) {
      TensorSource dit = painting.ditWeights();
      DiffusionTransformer transformer =
          new DiffusionTransformer(Parameters.of(dit), painting.dit());
      DiffusionPrograms programs = new DiffusionPrograms(transformer, precision);
      TensorSource vae = painting.vaeWeights();
      Autoencoder autoencoder = new Autoencoder(Parameters.of(vae), painting.vae());
      return new Brush(
          new Entry(programs.condition(), dit, sizes),
          new Entry(programs.nullCondition(), dit, sizes),
          new Entry(programs.velocity(), dit, sizes),
          new Entry(new VaePrograms(autoencoder, precision).decode(), vae, sizes));
    }
  }

  /**
   * Makes the programs of a folder.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if a weight is missing or unfit
   */
  static ModelPrograms of(ModelFolder folder, Precision precision) {
    ModestCall call = ModestCall.of(folder);
    LanguageConfig config = folder.config();
    Optional<Eyes> eyes =
        config instanceof ArConfig blocks
            ? Optional.of(Eyes.of(blocks, folder.weights(), precision, call.eyes()))
            : Optional.empty();
    return new ModelPrograms(
        Language.of(config, folder.weights(), precision, call.language()),
        eyes,
        folder.painting().map(painting -> Brush.of(painting, precision, call.painting())));
  }

  /** Returns what a greedy answer or picture runs, built while the model loads. */
  List<Entry> atOnce() {
    List<Entry> entries = new ArrayList<>();
    eyes.ifPresent(e -> entries.addAll(List.of(e.codebook(), e.encode())));
    entries.addAll(List.of(language.backbone(), language.first()));
    language.rest().ifPresent(entries::add);
    brush.ifPresent(b -> entries.addAll(List.of(b.condition(), b.velocity(), b.decode())));
    return entries;
  }

  /** Returns what only some options ask for, built on first use. */
  List<Entry> later() {
    List<Entry> entries = new ArrayList<>(List.of(language.firstSampled(), language.strict()));
    language.restSampled().ifPresent(entries::add);
    brush.ifPresent(b -> entries.add(b.nullCondition()));
    return entries;
  }

  /** Returns both kinds. */
  List<Entry> all() {
    List<Entry> all = new ArrayList<>(atOnce());
    all.addAll(later());
    return all;
  }
}
