package ai.kelix;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A finished answer.
 *
 * @param parts what the model said and drew, in order; no text follows directly on text
 * @param blocks what was generated, in order, with the marks that structure it
 * @param finish why generation ended
 * @param timings what it took
 */
public record Answer(List<Part> parts, List<Block> blocks, Finish finish, Timings timings) {

  /** Copies the lists. */
  public Answer {
    parts = List.copyOf(parts);
    blocks = List.copyOf(blocks);
  }

  /** Returns what the model said: the characters of all texts, without anything of pictures. */
  public String text() {
    return parts.stream()
        .map(part -> part instanceof Text said ? said.text() : "")
        .collect(Collectors.joining());
  }

  /** One part of an answer. */
  public sealed interface Part {}

  /**
   * Characters that the model said.
   *
   * @param text at least one character
   */
  public record Text(String text) implements Part {}

  /**
   * A picture that the model drew to its end.
   *
   * @param tokens its cells; may be shown to the model again ({@link Prompt.Tokens})
   */
  public record Picture(VisualTokens tokens) implements Part {}

  /**
   * A picture that was begun and is none: the limit of blocks cut it off, the model turned to words
   * or ended its turn in the middle, or its rows differ in length.
   *
   * @param cells what there is of it, in order; possibly nothing
   */
  public record Fragment(List<Block.Visual> cells) implements Part {
    /** Copies the list. */
    public Fragment {
      cells = List.copyOf(cells);
    }
  }

  /** Why generation ended. */
  public enum Finish {
    /** The model ended its turn. */
    END_OF_TURN,
    /** The limit of new blocks was reached. */
    LENGTH
  }

  /**
   * Where the time went.
   *
   * @param tokenize images to codes
   * @param prefill reading the prompt up to the first new block
   * @param decode all further blocks
   */
  public record Timings(Duration tokenize, Duration prefill, Duration decode) {
    /** Returns the sum. */
    public Duration total() {
      return tokenize.plus(prefill).plus(decode);
    }
  }
}
