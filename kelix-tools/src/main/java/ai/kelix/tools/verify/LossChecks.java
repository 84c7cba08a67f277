package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BlockLabels;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import java.util.Map;
import java.util.TreeSet;

/** Labels, weights and value of the next-block loss (kelix-ar §12), from teacher-forced logits. */
final class LossChecks {
  private final ArConfig config;
  private final Golden golden;
  private final Findings findings;
  private final Runner runner;
  private final Checkpoint weights;

  LossChecks(ArConfig config, Golden golden, Findings findings, Runner runner, Checkpoint weights) {
    this.config = config;
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
    BlockLabels labels =
        BlockLabels.of(
            config.backbone().layout(),
            Layouts.ints(blocks.longs()),
            golden.get(prefix + "loss_mask").longs());
    int length = labels.length();
    int width = labels.width();
    findings.compare(prefix + "labels", HostTensor.of(labels.labels(), length, width));
    findings.compare(prefix + "weights", HostTensor.of(labels.weights(), length, width));
    HostTensor logits =
        Program.require(
            runner.run(LanguagePrograms.teacherForced(config), weights, Map.of("blocks", blocks)),
            "logits");
    long[] sizes = logits.sizes();
    float[] perSlot =
        labels.crossEntropy(logits.data().asFloatBuffer(), (int) sizes[1], (int) sizes[2]);
    findings.compare(prefix + "per_token", HostTensor.of(perSlot, length, width));
    findings.compare(
        prefix + "value", HostTensor.of(new float[] {(float) labels.loss(perSlot)}, 1));
    findings.compare(prefix + "text_image_eob", HostTensor.of(labels.meansByKind(perSlot), 3));
  }
}
