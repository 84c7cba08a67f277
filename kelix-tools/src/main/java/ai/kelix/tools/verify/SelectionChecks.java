package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.block.ConditionRows;
import ai.kelix.tokenizer.block.ImagePrompt;
import java.util.Arrays;

/** Which hidden states condition the image (kelix-dit §3); the same on every backend. */
final class SelectionChecks {
  /** Ids in {@code <|im_start|>assistant⏎}, in the recordings' stub as in the real tokenizer. */
  private static final int HEADER = 3;

  private final Golden golden;
  private final Findings findings;
  private final Arguments arguments;

  SelectionChecks(Golden golden, Findings findings, Arguments arguments) {
    this.golden = golden;
    this.findings = findings;
    this.arguments = arguments;
  }

  void run() {
    findings.group("select.prompt_", this::prompt);
    for (String group : golden.groups("select\\.[^.]+(?=\\.blocks)")) {
      findings.group(group + ".", () -> selection(group));
    }
  }

  /** The stub's header is what the recording has before the vision start. */
  private void prompt() {
    findings.input("select.prompt_in");
    int[] used = Layouts.ints(golden.get("select.prompt_used").longs());
    int last = used.length - 1;
    int[] header = Arrays.copyOfRange(used, Math.max(0, last - HEADER), last);
    int[] begun =
        ImagePrompt.begin(Layouts.ints(golden.get("select.prompt_in").longs()), header, used[last]);
    findings.compare("select.prompt_used", HostTensor.of(Layouts.longs(begun), begun.length));
  }

  private void selection(String group) {
    String prefix = group + ".";
    findings.input(prefix + "blocks", prefix + "hidden");
    HostTensor blocks = golden.get(prefix + "blocks");
    HostTensor hidden = golden.get(prefix + "hidden");
    int states = Math.toIntExact(hidden.sizes()[1]);
    int width = Math.toIntExact(hidden.sizes()[2]);
    ArgumentGroup asked = arguments.group(group);
    int most = asked.integer("max_rows");
    boolean delimiters = asked.flag("keep_special_tokens");
    BlockLayout layout = layout(asked, blocks);
    asked.finish();
    ConditionRows rows =
        ConditionRows.select(layout, Layouts.ints(blocks.longs()), states, most, delimiters);
    float[] condition = rows.gather(hidden.data().asFloatBuffer(), width, most);
    findings.compare(prefix + "condition", HostTensor.of(condition, 1, most, width));
    findings.compare(prefix + "mask", HostTensor.of(rows.mask(most), 1, most));
    findings.compare(prefix + "length", HostTensor.of(new long[] {rows.length()}, 1));
  }

  private static BlockLayout layout(ArgumentGroup asked, HostTensor blocks) {
    int slots = Math.toIntExact(blocks.sizes()[blocks.sizes().length - 1]) - 1;
    return new BlockLayout(
        asked.integer("first_visual_id"),
        slots,
        slots,
        asked.integer("end_of_block_id"),
        -1,
        asked.integer("vision_start_id"),
        asked.integer("vision_end_id"));
  }
}
