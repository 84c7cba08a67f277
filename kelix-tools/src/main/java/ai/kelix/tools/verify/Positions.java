package ai.kelix.tools.verify;

import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.PositionArguments.Question;
import ai.kelix.tokenizer.image.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The positions with which a recorded network was called (kelix-dit §8). */
final class Positions {
  private static final String LENGTHS = "token_embed_lengths";

  private final DitConfig config;
  private final Arguments arguments;

  Positions(DitConfig config, Arguments arguments) {
    this.config = config;
    this.arguments = arguments;
  }

  /**
   * Returns the positions of all recorded calls; empty if they had none, or had no effect.
   *
   * @throws NotCompared if nothing tells them although they matter
   */
  Optional<PositionArguments> ofCalls() {
    if (!config.crossRope()) {
      return Optional.empty();
    }
    ArgumentGroup calls = arguments.group("calls").require("positions");
    Optional<String> group = calls.optionalText("positions");
    calls.finish();
    return group.map(this::of);
  }

  /** Returns the positions that a group asks for. */
  PositionArguments of(String group) {
    ArgumentGroup asked = arguments.group(group).require(LENGTHS);
    List<Double> latent = sized(asked, "latent_hw", asked.numbers("latent_hw"), 2);
    List<Double> grid = sized(asked, "image_grid_thw", asked.firstRow("image_grid_thw"), 3);
    Question question =
        new Question(
            new Size(latent.get(0).intValue(), latent.get(1).intValue()),
            grid.get(1),
            grid.get(2),
            asked.integer("max_seq_len"),
            asked.integer("image_size"),
            firstLength(asked),
            asked.number("cond_pos_scale", 1));
    asked.finish();
    return PositionArguments.of(question);
  }

  /** The reference looks at the first sample alone. */
  private static OptionalInt firstLength(ArgumentGroup asked) {
    if (!asked.has(LENGTHS)) {
      return OptionalInt.empty();
    }
    List<Double> lengths = asked.numbers(LENGTHS);
    return lengths.isEmpty() ? OptionalInt.empty() : OptionalInt.of(lengths.get(0).intValue());
  }

  private static List<Double> sized(
      ArgumentGroup asked, String key, List<Double> numbers, int count) {
    if (numbers.size() != count) {
      throw asked.wrong(key, numbers, count + " numbers");
    }
    return numbers;
  }
}
