package ai.kelix.tokenizer.chat;

import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.Arrays;

/** Collects the ids of a prompt; text and control are different methods. Not thread-safe. */
public final class SequenceWriter {
  private final TextTokenizer tokenizer;
  private final ControlTokens tokens;
  private final RowMarkers markers;
  private int[] ids = new int[256];
  private int size;

  /** Starts an empty sequence. */
  public SequenceWriter(TextTokenizer tokenizer, ControlTokens tokens, RowMarkers markers) {
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    this.markers = markers;
  }

  /** Returns the control tokens. */
  public ControlTokens tokens() {
    return tokens;
  }

  /** Appends text, in which control tokens are mere characters. */
  public SequenceWriter text(String text) {
    for (int id : tokenizer.encode(text)) {
      control(id);
    }
    return this;
  }

  /** Appends one id. */
  public SequenceWriter control(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
    return this;
  }

  /** Appends delimiters, row markers and one placeholder for each cell. */
  public SequenceWriter image(int rows, int columns) {
    control(tokens.visionStart());
    for (int row = 0; row < rows; row++) {
      markers.write(this, row, columns);
      for (int column = 0; column < columns; column++) {
        control(tokens.image());
      }
    }
    return control(tokens.visionEnd());
  }

  /** Begins a turn of a role. */
  public SequenceWriter beginTurn(String role) {
    return control(tokens.turnStart()).text(role + "\n");
  }

  /** Ends a turn. */
  public SequenceWriter endTurn() {
    return control(tokens.turnEnd()).text("\n");
  }

  /** Returns the number of ids so far. */
  public int size() {
    return size;
  }

  /** Returns the ids so far in a new array. */
  public int[] ids() {
    return Arrays.copyOf(ids, size);
  }
}
