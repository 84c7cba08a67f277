package ai.kelix.tokenizer.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code tokenizer.json} does to text before bytes are merged.
 *
 * @param rules for refusals
 */
record TextSteps(FormatRules rules) {

  /** Tells whether a normaliser brings text to Unicode form NFC; others are refused. */
  boolean composes(JsonNode normalizer) {
    if (normalizer.isNull() || normalizer.isMissingNode()) {
      return false;
    }
    String type = normalizer.path("type").asText();
    if (type.equals("Sequence")) {
      boolean any = false;
      for (JsonNode step : normalizer.path("normalizers")) {
        any |= composes(step);
      }
      return any;
    }
    rules.require(type.equals("NFC"), "normalizer " + type, "NFC or none");
    return true;
  }

  /** Returns the pattern by which a pre-tokenizer cuts text into words. */
  Optional<SplitPattern> split(JsonNode node) {
    List<JsonNode> steps = new ArrayList<>();
    if (node.path("type").asText().equals("Sequence")) {
      node.path("pretokenizers").forEach(steps::add);
    } else if (node.isObject()) {
      steps.add(node);
    }
    if (steps.isEmpty()) {
      throw rules.wrong("pre_tokenizer " + node, "a ByteLevel pre-tokenizer");
    }
    Optional<SplitPattern> pattern = Optional.empty();
    for (int i = 0; i < steps.size() - 1; i++) {
      rules.require(pattern.isEmpty(), "several Split pre-tokenizers", "at most one");
      pattern = Optional.of(splitStep(steps.get(i)));
    }
    JsonNode bytes = steps.get(steps.size() - 1);
    String type = bytes.path("type").asText();
    rules.require(type.equals("ByteLevel"), "last pre-tokenizer " + type, "ByteLevel");
    boolean prefixed = bytes.path("add_prefix_space").asBoolean(true);
    rules.require(!prefixed, "add_prefix_space true", "false");
    if (bytes.path("use_regex").asBoolean(true)) {
      rules.require(pattern.isEmpty(), "use_regex true after a Split", "false");
      return Optional.of(SplitPattern.compile(SplitPattern.GPT2));
    }
    return pattern;
  }

  private SplitPattern splitStep(JsonNode step) {
    String type = step.path("type").asText();
    rules.require(type.equals("Split"), "pre-tokenizer " + type, "Split");
    String behavior = step.path("behavior").asText();
    rules.require(behavior.equals("Isolated"), "Split behavior " + behavior, "Isolated");
    rules.require(!step.path("invert").asBoolean(false), "Split invert true", "false");
    JsonNode regex = step.path("pattern").path("Regex");
    if (!regex.isTextual()) {
      throw rules.wrong("Split pattern " + step.path("pattern"), "a Regex");
    }
    return SplitPattern.compile(regex.textValue());
  }
}
