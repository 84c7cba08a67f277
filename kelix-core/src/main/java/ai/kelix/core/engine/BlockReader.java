package ai.kelix.core.engine;

import ai.kelix.Block;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.text.StreamingDecoder;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Turns generated ids into public blocks, character by complete character. Not thread-safe. */
final class BlockReader {
  private final BlockLayout layout;
  private final TextTokenizer tokenizer;
  private final StreamingDecoder decoder;

  BlockReader(BlockLayout layout, TextTokenizer tokenizer) {
    this.layout = layout;
    this.tokenizer = tokenizer;
    this.decoder = tokenizer.decoder();
  }

  Block read(int[] ids) {
    int first = ids[0];
    if (layout.isVisual(first)) {
      List<Integer> codes = new ArrayList<>();
      for (int j = 0; j < layout.codesPerCell(); j++) {
        int code = ids[j] - layout.idOf(j, 0);
        codes.add(Math.max(0, Math.min(layout.codebookSize() - 1, code)));
      }
      return new Block.Visual(codes);
    }
    if (tokenizer.isAdded(first)) {
      return new Block.Control(first, tokenizer.decode(first));
    }
    return new Block.Text(first, decoder.append(first));
  }
}
