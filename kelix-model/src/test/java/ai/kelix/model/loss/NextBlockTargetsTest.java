package ai.kelix.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.model.loss.NextBlockTargets.SlotWeights;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks of two codes: text ids 0 … 9, codes from 10, end of block 9. */
class NextBlockTargetsTest {
  private static final int END = 9;
  private static final BlockLayout LAYOUT = new BlockLayout(10, 8, 2, END, 7, 5, 6);
  private static final int[] SEQUENCE = {1, END, END, 2, END, END, 11, 15, END, 3, END, END};

  @Test
  void blocksWeighAlikeWhateverTheirKind() {
    NextBlockTargets targets = NextBlockTargets.of(LAYOUT, SEQUENCE, new long[] {1, 1, 1, 1});

    long ignored = NextBlockTargets.IGNORED;
    assertThat(targets.labels().longs())
        .containsExactly(2, END, ignored, 11, 15, END, 3, END, ignored);
    float text = 5 / 4f;
    float visual = 5 / 6f;
    assertThat(targets.weights().floats())
        .containsExactly(text, text, 0, visual, visual, visual, text, text, 0);
    assertThat(targets.count()).isEqualTo(7);
  }

  @Test
  void withoutWeightsEverySlotCountsOnce() {
    NextBlockTargets targets =
        NextBlockTargets.of(LAYOUT, SEQUENCE, new long[] {0, 0, 1, 0}, SlotWeights.NONE);

    assertThat(targets.weights().floats()).containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0);
  }

  @Test
  void blocksOfOneKindGoTogether() {
    List<TargetBlocks> blocks =
        NextBlockTargets.of(LAYOUT, SEQUENCE, new long[] {1, 1, 1, 1}).blocks();

    assertThat(blocks).extracting(TargetBlocks::visual).containsExactly(false, true);
    assertThat(blocks.get(0).positions().longs()).containsExactly(0, 2);
    assertThat(blocks.get(0).ids().longs()).containsExactly(2, END, 3, END);
    assertThat(blocks.get(0).given().longs()).containsExactly(2, 3);
    assertThat(blocks.get(1).given().longs()).containsExactly(11, 15);
  }

  @Test
  void aBlockThatEndsEarlyHasFewerSlots() {
    int[] sequence = {1, END, END, 11, END, 15};

    List<TargetBlocks> blocks = NextBlockTargets.of(LAYOUT, sequence, new long[] {1, 1}).blocks();

    assertThat(blocks).singleElement().matches(TargetBlocks::visual);
    assertThat(blocks.get(0).ids().longs()).containsExactly(11, END);
  }

  @Test
  void valuesLieWhereTheirLabelsDo() {
    NextBlockTargets targets = NextBlockTargets.of(LAYOUT, SEQUENCE, new long[] {1, 1, 1, 1});

    float[] laid =
        targets.laidOut(List.of(new float[] {1, 2, 3, 4}, new float[] {5, 6, 7}), 1).floats();

    assertThat(laid).containsExactly(1, 2, 0, 5, 6, 7, 3, 4, 0);
    assertThat(targets.meansByKind(laid)).containsExactly(2, 5.5f, 13 / 3f);
  }

  @Test
  void nothingToPredictGivesNoBlocks() {
    NextBlockTargets targets = NextBlockTargets.of(LAYOUT, SEQUENCE, new long[4]);

    assertThat(targets.blocks()).isEmpty();
    assertThat(targets.count()).isZero();
    assertThat(targets.meansByKind(new float[9])).containsOnly(Float.NaN);
  }

  @Test
  void aMaskOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> NextBlockTargets.of(LAYOUT, SEQUENCE, new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 blocks have a mask of 3");
  }

  @Test
  void documentsOfAPackLieSideBySide() {
    PackedBlocks pack = PackedBlocks.of(LAYOUT, SEQUENCE, 0, 1, 4);

    assertThat(pack.blocks().sizes()).containsExactly(2, 3, 3);
    assertThat(pack.blocks().longs())
        .startsWith(1, END, END, 1, END, END, 1, END, END, 2, END, END);
    assertThat(pack.rows().longs()).containsExactly(0, 3, 4, 5);
  }

  @Test
  void bordersThatAreNoneAreRefused() {
    for (int[] borders : new int[][] {{0, 3}, {1, 4}, {0, 2, 2, 4}, {4}}) {
      assertThatThrownBy(() -> PackedBlocks.of(LAYOUT, SEQUENCE, borders))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pack of 4 blocks");
    }
  }
}
