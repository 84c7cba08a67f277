package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts blocks together to what they say and draw (kelix-ar §11.2–11.3). A picture goes from vision
 * start to vision end; words in between, and the end of the blocks, break it off. Not thread-safe.
 */
final class AnswerParts {
  private final BlockLayout layout;
  private final List<Answer.Part> parts = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private @Nullable PictureCells picture;

  /** Begins outside of pictures. */
  AnswerParts(BlockLayout layout) {
    this.layout = layout;
  }

  /** Begins inside of a picture, which the prompt began. */
  static AnswerParts ofPicture(BlockLayout layout) {
    AnswerParts parts = new AnswerParts(layout);
    parts.begin();
    return parts;
  }

  void add(Block block) {
    if (block instanceof Block.Text said) {
      breakOff();
      words.append(said.text());
    } else if (block instanceof Block.Visual cell) {
      (picture == null ? begin() : picture).add(cell);
    } else if (block instanceof Block.Control control) {
      add(control.id());
    }
  }

  private void add(int control) {
    if (control == layout.visionStart()) {
      breakOff();
      begin();
    } else if (control == layout.visionEnd()) {
      end();
    } else if (picture != null) {
      picture.mark();
    }
  }

  private PictureCells begin() {
    say();
    PictureCells begun = new PictureCells(layout);
    picture = begun;
    return begun;
  }

  private void end() {
    if (picture != null) {
      picture.grid().map(Answer.Picture::new).ifPresentOrElse(parts::add, this::breakOff);
      picture = null;
    }
  }

  private void breakOff() {
    if (picture != null) {
      parts.add(new Answer.Fragment(picture.cells()));
      picture = null;
    }
  }

  private void say() {
    if (words.length() > 0) {
      parts.add(new Answer.Text(words.toString()));
      words.setLength(0);
    }
  }

  /** Returns all parts; nothing may be added afterwards. */
  List<Answer.Part> finish() {
    breakOff();
    say();
    return List.copyOf(parts);
  }
}
