package ai.kelix.core.verify;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.config.BackboneConfig;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.Arrays;

/** Block layouts and ids in the types of both sides. */
final class Layouts {

  private Layouts() {}

  static BlockLayout of(ArConfig config) {
    BackboneConfig c = config.backbone();
    return new BlockLayout(
        c.vocabSize(),
        c.codebookSize(),
        c.codesPerToken(),
        c.endOfBlockId(),
        c.imageId(),
        c.visionStartId(),
        c.visionEndId());
  }

  static int[] ints(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  static long[] longs(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }
}
