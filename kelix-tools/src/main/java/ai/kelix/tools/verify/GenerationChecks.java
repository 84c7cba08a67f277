package ai.kelix.tools.verify;

import ai.kelix.engine.GenerationTrace;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.block.ConditionRows;
import ai.kelix.tokenizer.block.ImageSpan;
import java.util.Arrays;
import java.util.TreeSet;

/** Greedy generation, extraction, feeding back, conditions and sampling (kelix-ar §10, §11). */
final class GenerationChecks {
  private final ArConfig config;
  private final Golden golden;
  private final Findings findings;
  private final GenerationTrace tracer;
  private final BlockLayout layout;

  GenerationChecks(
      ArConfig config, Golden golden, Findings findings, Backend backend, Checkpoint weights) {
    this.config = config;
    this.golden = golden;
    this.findings = findings;
    this.tracer = new GenerationTrace(config, weights, backend);
    this.layout = config.backbone().layout();
  }

  void run() {
    TreeSet<String> cases = new TreeSet<>();
    for (String name : golden.names()) {
      if (name.startsWith("gen_") && name.endsWith(".prompt_ids")) {
        cases.add(name.substring(0, name.indexOf('.') + 1));
      }
    }
    cases.forEach(prefix -> findings.group(prefix, () -> generation(prefix)));
    findings.group("fill.", this::feedingBack);
    findings.group("cond", this::conditions);
    findings.group("samp.", this::sampling);
    tracer.close();
  }

  private void generation(String prefix) {
    findings.input(prefix + "prompt_ids", prefix + "max_new_tokens");
    long[] ids = golden.get(prefix + "prompt_ids").longs();
    int limit = (int) golden.get(prefix + "max_new_tokens").longs()[0];
    int[] prompt = expanded(ids);
    GenerationTrace.Result result = tracer.generate(prompt, limit);
    int[] shown = result.blocks();
    placeholders(shown, ids);
    findings.compare(
        prefix + "output_blocks",
        HostTensor.of(Layouts.longs(shown), layout.count(shown), layout.width()));
    findings.compare(prefix + "hidden", result.hidden());
    findings.compare(prefix + "slot0_logits", result.slot0Logits());
    findings.compare(
        prefix + "slot_count",
        HostTensor.of(Layouts.longs(result.slotCounts()), result.slotCounts().length));
    for (ImageSpan span : ImageSpan.find(layout, result.blocks())) {
      int[] extracted = span.ids(layout, result.blocks());
      int rows = extracted.length / layout.codebooks();
      findings.compare(
          prefix + "extracted", HostTensor.of(Layouts.longs(extracted), rows, layout.codebooks()));
    }
  }

  /** The reference returns prompts with their placeholders instead of codes (kelix-ar §10.4). */
  private void placeholders(int[] blocks, long[] ids) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == layout.image()) {
        int from = i * layout.width();
        Arrays.fill(blocks, from, from + layout.codebooks(), layout.image());
      }
    }
  }

  private int[] expanded(long[] ids) {
    boolean hasImage = Arrays.stream(ids).anyMatch(id -> id == layout.image());
    int[] rows = hasImage ? Layouts.ints(golden.get("tok.aligned_ids").longs()) : new int[0];
    long cells = Arrays.stream(ids).filter(id -> id == layout.image()).count();
    // A prompt of some of the images has the first of their cells.
    int used = Math.toIntExact(Math.min(rows.length, cells * layout.codebooks()));
    return layout.expand(Layouts.ints(ids), Arrays.copyOf(rows, used));
  }

  private void feedingBack() {
    findings.input("fill.input_ids");
    int[] ids = Layouts.ints(golden.get("fill.input_ids").longs());
    int[] rows = Layouts.ints(golden.get("gen_t2i.extracted").longs());
    int[] filled = layout.filled(ids, rows.length / layout.codebooks());
    findings.compare("fill.filled_ids", HostTensor.of(Layouts.longs(filled), 1, filled.length));
    int[] blocks = layout.expand(filled, rows);
    findings.compare(
        "fill.blocks", HostTensor.of(Layouts.longs(blocks), 1, filled.length, layout.width()));
  }

  private void conditions() {
    findings.input("cond.prompt_ids");
    int[] ids = Layouts.ints(golden.get("cond.prompt_ids").longs());
    int[] begun = ids;
    if (ids[ids.length - 1] != layout.visionStart()) {
      begun = Arrays.copyOf(ids, ids.length + 1);
      begun[ids.length] = layout.visionStart();
    }
    int most = Math.toIntExact(golden.get("cond_all.embeds").shape().get(1));
    GenerationTrace.Result result =
        tracer.generate(layout.expand(begun, new int[0]), 2 * most + 10);
    condition("cond_all.", result, most, true);
    condition("cond_img_only.", result, most, false);
  }

  private void condition(
      String prefix, GenerationTrace.Result result, int most, boolean delimiters) {
    int states = Math.toIntExact(result.hidden().sizes()[0]);
    ConditionRows rows = ConditionRows.select(layout, result.blocks(), states, most, delimiters);
    int width = config.backbone().width();
    float[] embeds = rows.gather(result.hidden().data().asFloatBuffer(), width, most);
    findings.compare(prefix + "embeds", HostTensor.of(embeds, 1, most, width));
    findings.compare(prefix + "mask", HostTensor.of(rows.mask(most), most));
    findings.compare(prefix + "lengths", HostTensor.of(new long[] {rows.length()}, 1));
  }

  private void sampling() {
    findings.input("samp.prompt_ids", "samp.params");
    float[] parameters = golden.get("samp.params").floats();
    GenerationTrace.Slots slots =
        tracer.slots(
            expanded(golden.get("samp.prompt_ids").longs()),
            parameters[0],
            (int) parameters[1],
            parameters[2]);
    findings.compare("samp.logits", slots.logits());
    findings.compare("samp.probs", slots.probabilities());
  }
}
