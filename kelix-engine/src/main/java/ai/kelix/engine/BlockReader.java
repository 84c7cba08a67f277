package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.text.StreamingDecoder;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns generated ids into public blocks, character by complete character. Knows words from row
 * markers by what encloses them (kelix-ar §11.2). Not thread-safe.
 */
final class BlockReader {
  private final BlockLayout layout;
  private final TextTokenizer tokenizer;
  private final StreamingDecoder decoder;
  private final int markerStart;
  private boolean marking;

  BlockReader(BlockLayout layout, ChatTemplate chat) {
    this.layout = layout;
    this.tokenizer = chat.tokenizer();
    this.decoder = tokenizer.decoder();
    this.markerStart = chat.tokens().markerStart();
  }

  /** Puts together what was read. */
  List<Answer.Part> parts(List<Block> blocks) {
    AnswerParts parts = new AnswerParts(layout);
    blocks.forEach(parts::add);
    return parts.finish();
  }

  Block read(int[] ids) {
    int first = ids[0];
    if (layout.isVisual(first)) {
      marking = false;
      List<Integer> codes = new ArrayList<>();
      for (int j = 0; j < layout.codebooks(); j++) {
        int code = ids[j] - layout.idOf(j, 0);
        codes.add(Math.max(0, Math.min(layout.codebookSize() - 1, code)));
      }
      return new Block.Visual(codes);
    }
    if (tokenizer.isAdded(first)) {
      // Any control token ends a marker, so that one left open swallows no words behind it.
      marking = first == markerStart;
      return new Block.Control(first, tokenizer.decode(first));
    }
    if (marking) {
      return new Block.Marker(first, tokenizer.decode(first));
    }
    return new Block.Text(first, decoder.append(first));
  }
}
