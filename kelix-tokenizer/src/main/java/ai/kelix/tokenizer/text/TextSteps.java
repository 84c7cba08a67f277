package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.json.ConfigObject;
import java.util.List;
import java.util.Optional;

/** What a {@code tokenizer.json} does to text before bytes are merged. Stateless. */
final class TextSteps {

  private TextSteps() {}

  /**
   * Tells whether a normaliser brings text to Unicode form NFC; others are refused.
   *
   * @param root the whole file
   */
  static boolean composes(ConfigObject root) {
    return root.has("normalizer") && composesIn(root.object("normalizer"));
  }

  private static boolean composesIn(ConfigObject step) {
    String type = step.text("type").orElse("absent");
    if (type.equals("Sequence")) {
      boolean any = false;
      for (ConfigObject inner : step.objects("normalizers")) {
        any |= composesIn(inner);
      }
      return any;
    }
    if (!type.equals("NFC")) {
      throw step.wrong("type", type, "NFC, or no normalizer");
    }
    return true;
  }

  /**
   * Returns the pattern by which a pre-tokenizer cuts text into words.
   *
   * @param root the whole file
   */
  static Optional<SplitPattern> split(ConfigObject root) {
    ConfigObject whole = root.object("pre_tokenizer");
    boolean several = whole.text("type").orElse("absent").equals("Sequence");
    List<ConfigObject> steps = several ? whole.objects("pretokenizers") : List.of(whole);
    if (steps.isEmpty()) {
      throw whole.wrong("pretokenizers", "empty", "a ByteLevel pre-tokenizer");
    }
    Optional<SplitPattern> pattern = Optional.empty();
    for (ConfigObject step : steps.subList(0, steps.size() - 1)) {
      if (pattern.isPresent()) {
        throw whole.wrong("pretokenizers", "several Splits", "at most one");
      }
      pattern = Optional.of(splitStep(step));
    }
    return bytes(steps.get(steps.size() - 1), pattern);
  }

  private static Optional<SplitPattern> bytes(ConfigObject step, Optional<SplitPattern> before) {
    String type = step.text("type").orElse("absent");
    if (!type.equals("ByteLevel")) {
      throw step.wrong("type", type, "ByteLevel as the last pre-tokenizer");
    }
    if (step.flag("add_prefix_space", true)) {
      throw step.wrong("add_prefix_space", "true", "false");
    }
    boolean splits = step.flag("use_regex", true);
    // Offsets in the text are not given out.
    step.ignore("trim_offsets").finish();
    if (!splits) {
      return before;
    }
    if (before.isPresent()) {
      throw step.wrong("use_regex", "true after a Split", "false");
    }
    return Optional.of(SplitPattern.compile(SplitPattern.GPT2));
  }

  private static SplitPattern splitStep(ConfigObject step) {
    String type = step.text("type").orElse("absent");
    if (!type.equals("Split")) {
      throw step.wrong("type", type, "Split before the last pre-tokenizer");
    }
    String behavior = step.text("behavior").orElse("absent");
    if (!behavior.equals("Isolated")) {
      throw step.wrong("behavior", behavior, "Isolated");
    }
    if (step.flag("invert", false)) {
      throw step.wrong("invert", "true", "false");
    }
    ConfigObject pattern = step.object("pattern");
    String regex =
        pattern
            .text("Regex")
            .orElseThrow(() -> step.wrong("pattern", "no Regex", "a regular expression"));
    pattern.finish();
    step.finish();
    return SplitPattern.compile(regex);
  }
}
