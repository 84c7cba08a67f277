package ai.kelix.core.engine;

import ai.kelix.InvalidPromptException;
import ai.kelix.Prompt;
import ai.kelix.VisualTokens;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.chat.SequenceWriter;
import java.util.ArrayList;
import java.util.List;

/** Turns a prompt into the blocks that the language model reads. Thread-safe. */
final class PromptBlocks {
  /**
   * Characters per position beyond which text cannot fit whatever it says; checked before encoding.
   */
  private static final int CHARACTERS_PER_POSITION = 64;

  private final ModelFolder model;
  private final ImageEncoder encoder;

  PromptBlocks(ModelFolder model, ImageEncoder encoder) {
    this.model = model;
    this.encoder = encoder;
  }

  /**
   * Encodes a prompt with the header of the answer.
   *
   * @param begins whether the answer is to begin with an image
   * @param reserved positions that must remain for the answer
   */
  int[] encode(Prompt prompt, boolean begins, int reserved) {
    return encode(model.chat().begin(prompt.system()), prompt, begins, reserved);
  }

  /**
   * Encodes a later turn of a conversation: the end of the last answer, what is said now, and the
   * header of the answer to it.
   *
   * @param reserved positions that are taken already or must remain for the answer
   * @throws InvalidPromptException if the turn holds a system part
   */
  int[] encodeNext(Prompt turn, int reserved) {
    if (turn.system().isPresent()) {
      throw new InvalidPromptException(
          "only the first turn of a conversation may hold a system part; begin another conversation");
    }
    return encode(model.chat().resume(), turn, false, reserved);
  }

  private int[] encode(SequenceWriter out, Prompt prompt, boolean begins, int reserved) {
    BlockLayout layout = model.layout();
    refuseEndlessText(prompt);
    List<VisualTokens> images = new ArrayList<>();
    model.chat().ask(out, turn -> prompt.parts().forEach(part -> write(part, turn, images)));
    if (begins) {
      out.control(layout.visionStart());
    }
    requireRoom(out, reserved);
    return layout.expand(out.ids(), ids(layout, images));
  }

  private void requireRoom(SequenceWriter out, int reserved) {
    int positions = model.config().backbone().maxPositions();
    if ((long) out.size() + reserved > positions) {
      throw new InvalidPromptException(
          String.format(
              "the prompt has %,d blocks and %,d more are wanted; the model has %,d positions: shorten the prompt or ask for fewer blocks",
              out.size(), reserved, positions));
    }
  }

  private void refuseEndlessText(Prompt prompt) {
    long characters = prompt.system().map(String::length).orElse(0);
    for (Prompt.Part part : prompt.parts()) {
      characters += part instanceof Prompt.Text text ? text.text().length() : 0;
    }
    long positions = model.config().backbone().maxPositions();
    if (characters > positions * CHARACTERS_PER_POSITION) {
      throw new InvalidPromptException(
          String.format(
              "the prompt has %,d characters, far more than the model's %,d positions can hold: shorten it",
              characters, positions));
    }
  }

  private void write(Prompt.Part part, SequenceWriter out, List<VisualTokens> images) {
    if (part instanceof Prompt.Text text) {
      out.text(text.text());
      return;
    }
    VisualTokens tokens =
        part instanceof Prompt.Picture picture
            ? encoder.encode(picture.image())
            : ((Prompt.Tokens) part).tokens();
    requireOwn(tokens);
    images.add(tokens);
    out.image(tokens.rows(), tokens.columns());
    // Many images are refused before all of them have been computed.
    requireRoom(out, 0);
  }

  private void requireOwn(VisualTokens tokens) {
    model.eyes();
    BlockLayout layout = model.layout();
    if (tokens.codesPerCell() != layout.codesPerCell()
        || tokens.codebookSize() != layout.codebookSize()) {
      throw new InvalidPromptException(
          String.format(
              "%s are of another model; this one has %d codes of %d a cell",
              tokens, layout.codesPerCell(), layout.codebookSize()));
    }
  }

  private static int[] ids(BlockLayout layout, List<VisualTokens> images) {
    if (images.isEmpty()) {
      return new int[0];
    }
    int count = images.stream().mapToInt(VisualTokens::cells).sum() * layout.codesPerCell();
    int[] ids = new int[count];
    int at = 0;
    for (VisualTokens tokens : images) {
      for (int code : tokens.codes()) {
        ids[at] = layout.idOf(at % layout.codesPerCell(), code);
        at++;
      }
    }
    return ids;
  }
}
