package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.json.ConfigObject;
import java.util.List;

/**
 * What a {@code tokenizer.json} does around the ids of a text: it may cut them, fill them up, put
 * others before and behind, and say how they become text again. Stateless.
 */
final class OuterSteps {

  private OuterSteps() {}

  /** Refuses what would give another text and reports what is not done. */
  static void check(ConfigObject root) {
    root.requireLabel("version", "1.0");
    if (root.has("decoder")) {
      requireBytes(root.object("decoder"));
    }
    if (root.has("post_processor")) {
      report(root.object("post_processor"));
    }
    if (root.has("truncation")) {
      root.warn("truncation is not applied: a prompt is never cut");
    }
    if (root.has("padding")) {
      root.warn("padding is not applied: a prompt stands alone");
    }
  }

  private static void requireBytes(ConfigObject decoder) {
    String type = decoder.text("type").orElse("absent");
    if (type.equals("Sequence")) {
      decoder.objects("decoders").forEach(OuterSteps::requireBytes);
      return;
    }
    if (!type.equals("ByteLevel")) {
      throw decoder.wrong("type", type, "ByteLevel");
    }
    decoder.ignore("add_prefix_space", "trim_offsets", "use_regex").finish();
  }

  /** The hub's library leaves these steps out too when it writes a conversation's ids. */
  private static void report(ConfigObject step) {
    String type = step.text("type").orElse("absent");
    if (type.equals("Sequence")) {
      step.objects("processors").forEach(OuterSteps::report);
      return;
    }
    if (!List.of("ByteLevel", "absent").contains(type)) {
      step.warn(type + " is not applied: turns begin and end as the chat template says");
    }
  }
}
