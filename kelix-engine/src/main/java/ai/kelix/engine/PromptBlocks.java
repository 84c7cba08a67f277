package ai.kelix.engine;

import ai.kelix.InvalidPromptException;
import ai.kelix.Prompt;
import ai.kelix.VisualTokens;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.chat.SequenceWriter;
import ai.kelix.tokenizer.image.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
   * Begins to read a prompt with the header of the answer.
   *
   * @param begins whether the answer is to begin with an image
   * @param reserved positions that must remain for the answer
   */
  PromptReading read(Prompt prompt, boolean begins, int reserved) {
    return read(model.chat().begin(prompt.system()), prompt, begins, reserved);
  }

  /**
   * Begins to read a later turn of a conversation: the end of the last answer, what is said now,
   * and the header of the answer to it.
   *
   * @param reserved positions that are taken already or must remain for the answer
   * @throws InvalidPromptException if the turn holds a system part
   */
  PromptReading readNext(Prompt turn, int reserved) {
    if (turn.system().isPresent()) {
      throw new InvalidPromptException(
          "only the first turn of a conversation may hold a system part; begin another"
              + " conversation");
    }
    return read(model.chat().resume(), turn, false, reserved);
  }

  /** All that needs no backend: what does not fit is refused before an image is looked at. */
  private PromptReading read(SequenceWriter out, Prompt prompt, boolean begins, int reserved) {
    BlockLayout layout = model.layout();
    refuseEndlessText(prompt);
    List<Prompt.Part> images = new ArrayList<>();
    model
        .chat()
        .ask(out, turn -> prompt.parts().forEach(part -> write(part, turn, images, reserved)));
    if (begins) {
      out.control(layout.visionStart());
    }
    requireRoom(out, reserved);
    return new PromptReading(layout, encoder, out.ids(), images);
  }

  private void requireRoom(SequenceWriter out, int reserved) {
    int positions = model.config().backbone().maxPositions();
    if ((long) out.size() + reserved > positions) {
      throw new InvalidPromptException(
          String.format(
              Locale.ROOT,
              "the prompt has %,d blocks and %,d more are wanted; the model has %,d positions:"
                  + " shorten the prompt or ask for fewer blocks",
              out.size(),
              reserved,
              positions));
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
              Locale.ROOT,
              "the prompt has %,d characters, far more than the model's %,d positions can hold:"
                  + " shorten it",
              characters,
              positions));
    }
  }

  private void write(Prompt.Part part, SequenceWriter out, List<Prompt.Part> images, int reserved) {
    if (part instanceof Prompt.Text text) {
      out.text(text.text());
      return;
    }
    if (part instanceof Prompt.Picture picture) {
      Size cells = encoder.cells(picture.image());
      out.image(cells.height(), cells.width());
    } else {
      VisualTokens tokens = ((Prompt.Tokens) part).tokens();
      requireOwn(tokens);
      out.image(tokens.rows(), tokens.columns());
    }
    images.add(part);
    // A heap of images is refused before the whole of it has been laid out.
    requireRoom(out, reserved);
  }

  private void requireOwn(VisualTokens tokens) {
    model.eyes();
    BlockLayout layout = model.layout();
    if (tokens.codesPerCell() != layout.codebooks()
        || tokens.codebookSize() != layout.codebookSize()) {
      throw new InvalidPromptException(
          String.format(
              Locale.ROOT,
              "%s are of another model; this one has %d codes of %d a cell",
              tokens,
              layout.codebooks(),
              layout.codebookSize()));
    }
  }
}
