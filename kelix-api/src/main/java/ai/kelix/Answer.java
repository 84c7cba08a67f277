package ai.kelix;

import java.time.Duration;
import java.util.List;

/**
 * A finished answer.
 *
 * @param text the characters of all text blocks
 * @param blocks what was generated, in order
 * @param finish why generation ended
 * @param timings what it took
 */
public record Answer(String text, List<Block> blocks, Finish finish, Timings timings) {

  /** Copies the list. */
  public Answer {
    blocks = List.copyOf(blocks);
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
