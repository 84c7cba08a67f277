package ai.kelix.engine;

import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All programs that the engine ever runs of a model.
 *
 * @param atOnce what a greedy answer or picture runs, built while the model loads
 * @param later what only some options ask for, built on first use
 */
record ModelPrograms(List<Entry> atOnce, List<Entry> later) {

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

  /** Returns the programs of a folder. */
  static ModelPrograms of(ModelFolder folder) {
    ModestCall call = ModestCall.of(folder);
    LanguageConfig config = folder.config();
    List<Entry> atOnce = new ArrayList<>();
    List<Entry> later = new ArrayList<>();
    if (config instanceof ArConfig blocks) {
      VisionPrograms.all(blocks.tokenizer(), blocks.backbone().vocabSize())
          .forEach(p -> atOnce.add(new Entry(p, folder.weights(), call.eyes())));
    }
    LanguagePrograms.greedy(config)
        .forEach(p -> atOnce.add(new Entry(p, folder.weights(), call.language())));
    LanguagePrograms.drawn(config)
        .forEach(p -> later.add(new Entry(p, folder.weights(), call.language())));
    folder
        .painting()
        .ifPresent(
            painting -> {
              DitConfig dit = painting.dit();
              TensorSource brush = painting.ditWeights();
              atOnce.add(new Entry(DiffusionPrograms.condition(dit), brush, call.painting()));
              atOnce.add(new Entry(DiffusionPrograms.velocity(dit), brush, call.painting()));
              later.add(new Entry(DiffusionPrograms.nullCondition(dit), brush, call.painting()));
              Program decode = VaePrograms.decode(painting.vae());
              atOnce.add(new Entry(decode, painting.vaeWeights(), call.painting()));
            });
    return new ModelPrograms(List.copyOf(atOnce), List.copyOf(later));
  }

  /** Returns both kinds. */
  List<Entry> all() {
    List<Entry> all = new ArrayList<>(atOnce);
    all.addAll(later);
    return all;
  }
}
