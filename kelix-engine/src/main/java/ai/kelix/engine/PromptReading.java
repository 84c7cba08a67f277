package ai.kelix.engine;

import ai.kelix.Prompt;
import ai.kelix.VisualTokens;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A prompt that is becoming blocks: its text is laid out already, with room for the images, which
 * are tokenized one at a time. For one thread at a time.
 */
final class PromptReading {
  private final BlockLayout layout;
  private final ImageEncoder encoder;
  private final int[] ids;
  private final Iterator<Prompt.Part> unseen;
  private final int images;
  private final List<VisualTokens> seen = new ArrayList<>();

  /**
   * Begins.
   *
   * @param ids text, control tokens and a placeholder for each cell of the images
   * @param images pictures and tokens of the prompt, in order
   */
  PromptReading(BlockLayout layout, ImageEncoder encoder, int[] ids, List<Prompt.Part> images) {
    this.layout = layout;
    this.encoder = encoder;
    this.ids = ids;
    this.unseen = images.iterator();
    this.images = images.size();
  }

  /** Tokenizes images until it has computed one; returns whether all blocks are known now. */
  boolean advance() {
    boolean computed = false;
    while (unseen.hasNext() && !computed) {
      Prompt.Part next = unseen.next();
      computed = next instanceof Prompt.Picture;
      seen.add(
          next instanceof Prompt.Picture picture
              ? encoder.encode(picture.image())
              : ((Prompt.Tokens) next).tokens());
    }
    return !unseen.hasNext();
  }

  /** Returns the blocks, once all are known. */
  int[] blocks() {
    int count = seen.stream().mapToInt(VisualTokens::cells).sum() * layout.codebooks();
    int[] codes = new int[count];
    int at = 0;
    for (VisualTokens tokens : seen) {
      for (int code : tokens.codes()) {
        codes[at] = layout.idOf(at % layout.codebooks(), code);
        at++;
      }
    }
    return layout.expand(ids, codes);
  }

  /** Returns in words how far it is. */
  String progress() {
    return images == 0
        ? "the prompt not read yet"
        : String.format(
            Locale.ROOT, "%d of %d images of the prompt tokenized", seen.size(), images);
  }
}
