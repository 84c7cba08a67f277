package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.loss.NextBlockPass;
import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.model.loss.PackedBlocks;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.TreeSet;

/** Labels, weights and value of the next-block loss (kelix-ar §12), from a pass over the pack. */
final class LossChecks {
  private final KelixLanguageModel model;
  private final Golden golden;
  private final Findings findings;
  private final Runner runner;
  private final Checkpoint weights;

  LossChecks(
      KelixLanguageModel model,
      Golden golden,
      Findings findings,
      Runner runner,
      Checkpoint weights) {
    this.model = model;
    this.golden = golden;
    this.findings = findings;
    this.runner = runner;
    this.weights = weights;
  }

  void run() {
    TreeSet<String> cases = new TreeSet<>();
    for (String name : golden.names()) {
      if (name.startsWith("loss.") && name.endsWith(".blocks")) {
        cases.add(name.substring(0, name.length() - "blocks".length()));
      }
    }
    cases.forEach(this::check);
  }

  private void check(String prefix) {
    HostTensor blocks = golden.get(prefix + "blocks");
    findings.input(prefix + "blocks", prefix + "loss_mask");
    BlockLayout layout = model.config().layout();
    int[] sequence = Layouts.ints(blocks.longs());
    NextBlockTargets targets =
        NextBlockTargets.of(layout, sequence, golden.get(prefix + "loss_mask").longs());
    findings.compare(prefix + "labels", targets.labels());
    findings.compare(prefix + "weights", targets.weights());
    PackedBlocks alone = PackedBlocks.of(layout, sequence, 0, layout.count(sequence));
    NextBlockPass pass = new NextBlockPass(model, alone, targets);
    NextBlockRun run = NextBlockRun.of(pass, runner, weights);
    findings.compare(prefix + "per_token", run.crossEntropy());
    findings.compare(prefix + "value", run.loss());
    findings.compare(prefix + "text_image_eob", run.meansByKind());
  }
}
