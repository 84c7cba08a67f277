package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.loss.NextBlockPass;
import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.model.loss.NextBlockTargets.SlotWeights;
import ai.kelix.model.loss.PackedBlocks;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tokenizer.block.BlockLayout;
import java.nio.file.Path;
import java.util.Arrays;

/** The next-block loss over a pack, its gradients and a few steps (kelix-training §3.1). */
final class NextBlockChecks {
  private static final String POSITIONS = "model.model.token_head.position_embedding.weight";

  private final Section section;
  private final Section packs;
  private final StatedSettings settings;
  private final Backend backend;
  private final Runner runner;
  private final ArConfig config;
  private final KelixLanguageModel model;
  private final Checkpoint weights;

  /**
   * Opens the model.
   *
   * @param section of {@code nbp.safetensors}
   * @param packs of {@code packing.safetensors}
   * @param folder of the model
   */
  NextBlockChecks(
      Section section, Section packs, Path folder, StatedSettings settings, Backend backend) {
    this.section = section;
    this.packs = packs;
    this.settings = settings;
    this.backend = backend;
    this.runner = new Runner(backend);
    this.config = ArConfigReader.read(folder.resolve("config.json"));
    this.weights = Checkpoint.openLanguageModel(folder);
    this.model = new KelixLanguageModel(Parameters.of(weights), config);
  }

  void run() {
    Section pack = packs.at("pack" + section.input("pack").longs()[0] + ".");
    int[] sequence = expanded(pack);
    NextBlockPass pass = pass(sequence, pack, "mask", SlotWeights.BLOCKS_ALIKE);
    compare(section, pass, pass(sequence, pack, "mask", SlotWeights.NONE));
    Section reference = section.at("reference.");
    section.group(
        "reference.",
        () ->
            compare(
                reference,
                pass(sequence, pack, "mask_reference", SlotWeights.BLOCKS_ALIKE),
                pass(sequence, pack, "mask_reference", SlotWeights.NONE)));
    if (backend instanceof GradientBackend on) {
      section.group("grad", () -> gradients(on, pass));
      section.group("reference.grad", () -> referenceNorm(on, sequence, pack));
      settings.group(section, "trajectory.", () -> trajectory(on, pass));
    } else {
      String reason = "needs gradients, which " + backend.name() + " has not";
      section.skip("grad", reason);
      section.skip("reference.grad", reason);
      section.skip("trajectory.", reason);
    }
  }

  private int[] expanded(Section pack) {
    BlockLayout layout = config.backbone().layout();
    int[] codes = Layouts.ints(section.input("codes").longs());
    int[] ids = Layouts.ints(pack.input("ids").longs());
    int[] sequence = layout.expand(ids, codes);
    section.compare("blocks", HostTensor.of(Layouts.longs(sequence), ids.length, layout.width()));
    return sequence;
  }

  private NextBlockPass pass(int[] sequence, Section pack, String mask, SlotWeights weighing) {
    BlockLayout layout = config.backbone().layout();
    int[] borders = Comparison.ints(pack.input("cu_seqlens"));
    return new NextBlockPass(
        model,
        PackedBlocks.of(layout, sequence, borders),
        NextBlockTargets.of(layout, sequence, pack.input(mask).longs(), weighing));
  }

  private void compare(Section to, NextBlockPass pass, NextBlockPass unweighted) {
    NextBlockTargets targets = pass.targets();
    to.compare("labels", targets.labels());
    to.compare("weights", targets.weights());
    to.compare("label_count", new long[] {targets.count()});
    NextBlockRun run = NextBlockRun.of(pass, runner, weights);
    to.compare("hidden", run.hidden());
    to.compare("slot_loss", run.crossEntropy());
    to.compare("loss", run.loss());
    to.compare("text_visual_eob", run.meansByKind());
    to.compare(
        "loss_unweighted_sum_per_label", NextBlockRun.of(unweighted, runner, weights).loss());
  }

  private TrainedWeights trained(GradientBackend on) {
    return new TrainedWeights(
        on, TrainedWeights.widened(weights, runner), name -> name.startsWith("model.model."));
  }

  private void gradients(GradientBackend on, NextBlockPass pass) {
    try (TrainedWeights trained = trained(on)) {
      trained.differentiate(TrainedWeights.of(pass.program(), pass.inputs()));
      section.compare("grad_norm", trained.gradientNorm());
      positions(trained);
      trained.compare(section.at("grad."));
    }
    section
        .find("grad.slot_states")
        .ifPresent(
            recorded -> {
              int rows = Math.toIntExact(recorded.sizes()[0]);
              SlotGradients slots = new SlotGradients(on, pass);
              HostTensor computed = slots.of(TrainedWeights.widened(weights, runner));
              section.compare("grad.slot_states", Joined.firstRows(computed, rows));
            });
  }

  /** Of rows that no slot has only their absence of gradients is known. */
  private void positions(TrainedWeights trained) {
    String name = "grad." + POSITIONS;
    section
        .find(name)
        .filter(recorded -> trained.names().contains(POSITIONS))
        .ifPresent(
            recorded -> {
              HostTensor whole = trained.gradient(POSITIONS);
              float[] rest = whole.floats();
              int used = Math.min(rest.length, Math.toIntExact(recorded.count()));
              boolean idle =
                  Arrays.equals(
                      Arrays.copyOfRange(rest, used, rest.length), new float[rest.length - used]);
              int rows = Math.toIntExact(recorded.sizes()[0]);
              section.compare(name, idle ? Joined.firstRows(whole, rows) : whole);
            });
  }

  private void referenceNorm(GradientBackend on, int[] sequence, Section pack) {
    NextBlockPass pass = pass(sequence, pack, "mask_reference", SlotWeights.BLOCKS_ALIKE);
    try (TrainedWeights trained = trained(on)) {
      trained.differentiate(TrainedWeights.of(pass.program(), pass.inputs()));
      section.compare("reference.grad_norm", trained.gradientNorm());
    }
  }

  private void trajectory(GradientBackend on, NextBlockPass pass) {
    try (TrainedWeights trained = trained(on)) {
      trained.compareTrajectory(
          section.at("trajectory."), settings, TrainedWeights.of(pass.program(), pass.inputs()));
    }
  }
}
