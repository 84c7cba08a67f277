package ai.kelix.core.verify;

import ai.kelix.core.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.block.ConditionRows;
import ai.kelix.tokenizer.block.ImagePrompt;
import java.util.Arrays;

/** Which hidden states condition the image (kelix-dit §3); the same on every backend. */
final class SelectionChecks {
  /** Ids in {@code <|im_start|>assistant⏎}, in the fixture's stub as in the real tokenizer. */
  private static final int HEADER = 3;

  private final Golden golden;
  private final Findings findings;
  private final Notes notes;

  SelectionChecks(Golden golden, Findings findings, Notes notes) {
    this.golden = golden;
    this.findings = findings;
    this.notes = notes;
  }

  void run() {
    prompt();
    for (String name : golden.names()) {
      if (name.startsWith("select.") && name.endsWith(".blocks")) {
        selection(name.substring(0, name.length() - "blocks".length()));
      }
    }
  }

  /** The stub's header is what the recording has before the vision start. */
  private void prompt() {
    findings.input("select.prompt_in");
    if (!golden.has("select.prompt_in")) {
      return;
    }
    int[] used = Layouts.ints(golden.get("select.prompt_used").longs());
    int last = used.length - 1;
    int[] header = Arrays.copyOfRange(used, Math.max(0, last - HEADER), last);
    int[] begun =
        ImagePrompt.begin(Layouts.ints(golden.get("select.prompt_in").longs()), header, used[last]);
    findings.compare("select.prompt_used", HostTensor.of(Layouts.longs(begun), begun.length));
  }

  private void selection(String prefix) {
    findings.input(prefix + "blocks", prefix + "hidden");
    HostTensor blocks = golden.get(prefix + "blocks");
    HostTensor hidden = golden.get(prefix + "hidden");
    int states = Math.toIntExact(hidden.sizes()[1]);
    int width = Math.toIntExact(hidden.sizes()[2]);
    int most = Math.toIntExact(golden.get(prefix + "condition").sizes()[1]);
    boolean delimiters = !prefix.contains("codes_only");
    ConditionRows rows =
        ConditionRows.select(
            layout(prefix + "blocks", blocks),
            Layouts.ints(blocks.longs()),
            states,
            most,
            delimiters);
    float[] condition = rows.gather(hidden.data().asFloatBuffer(), width, most);
    findings.compare(prefix + "condition", HostTensor.of(condition, 1, most, width));
    findings.compare(prefix + "mask", HostTensor.of(rows.mask(most), 1, most));
    findings.compare(prefix + "length", HostTensor.of(new long[] {rows.length()}, 1));
  }

  private BlockLayout layout(String name, HostTensor blocks) {
    int slots = Math.toIntExact(blocks.sizes()[1]) - 1;
    return new BlockLayout(
        (int) notes.number(name, "first visual id", 40),
        slots,
        slots,
        (int) notes.number(name, "end of block", 39),
        -1,
        (int) notes.number(name, "vision start", 21),
        (int) notes.number(name, ", end", 22));
  }
}
