package ai.kelix.tiny.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.model.loss.TargetBlocks;
import ai.kelix.tiny.world.dataset.TrainingPictures;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lessons of unequal length must predict: id 7 is a cell of two codes, 9 ends a block. */
class LessonBatchTest {
  private static final int CELL = 7;
  private static final int END = 9;
  private static final BlockLayout LAYOUT = new BlockLayout(10, 8, 2, END, CELL, 5, 6);
  private static final Picture PICTURE = TrainingPictures.picture(0);

  private final LessonBatch batch =
      LessonBatch.of(
          List.of(
              new Lesson(PICTURE, List.of(1, CELL, 2), List.of(true, true, false)),
              new Lesson(PICTURE, List.of(3, 4, CELL, 8), List.of(true, true, false, true))),
          CELL);

  @Test
  void onlyWhatIsLearnedIsPredictedAndNothingAcrossLessons() {
    NextBlockTargets targets = batch.targets(LAYOUT, new int[] {10, 14, 11, 15});

    assertThat(targets.blocks()).extracting(TargetBlocks::visual).containsExactly(false, true);
    TargetBlocks text = targets.blocks().get(0);
    assertThat(text.positions().longs()).containsExactly(4, 6);
    assertThat(text.ids().longs()).containsExactly(4, END, 8, END);
    TargetBlocks visual = targets.blocks().get(1);
    assertThat(visual.positions().longs()).containsExactly(0);
    assertThat(visual.ids().longs()).containsExactly(10, 14, END);
  }

  @Test
  void textIsPredictedWithoutKnowingTheCodes() {
    LessonBatch answers =
        LessonBatch.of(
            List.of(new Lesson(PICTURE, List.of(1, CELL, 2), List.of(false, false, true))), CELL);

    List<TargetBlocks> blocks = answers.textTargets(LAYOUT).blocks();

    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0).positions().longs()).containsExactly(1);
    assertThat(blocks.get(0).ids().longs()).containsExactly(2, END);
  }
}
