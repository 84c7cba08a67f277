package ai.kelix;

import java.util.List;

/**
 * What the model reads and writes one at a time (kelix-ar §7): a piece of text, a control mark, a
 * piece of a row marker, or one cell of an image.
 *
 * <p>An image comes as the control {@code <|vision_start|>}, then row by row a marker, between the
 * controls {@code <|mm_pos_start|>} and {@code <|mm_pos_end|>}, and its cells, then the control
 * {@code <|vision_end|>} (kelix-ar §11.2). Whoever wants what the model says takes {@link Text}
 * alone.
 */
public sealed interface Block {

  /**
   * A piece of what the model says.
   *
   * @param id the vocabulary id
   * @param text the characters that became complete with this block; empty while a character's
   *     bytes are still incomplete
   */
  record Text(int id, String text) implements Block {}

  /**
   * A token that structures the sequence, such as the start of an image or the end of an answer.
   *
   * @param id the vocabulary id
   * @param name its surface form, such as {@code <|vision_start|>}
   */
  record Control(int id, String name) implements Block {}

  /**
   * A piece of a row marker, which tells the model, and nobody else, where the cells behind it lie.
   *
   * @param id the vocabulary id
   * @param text its characters, such as a digit or the comma
   */
  record Marker(int id, String text) implements Block {}

  /**
   * One cell of an image.
   *
   * @param codes one code from each codebook, each in {@code 0 … codebook size − 1}
   */
  record Visual(List<Integer> codes) implements Block {
    /** Copies the list. */
    public Visual {
      codes = List.copyOf(codes);
    }
  }
}
