package ai.kelix.tiny.recipe;

import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.model.loss.NextBlockTargets.SlotWeights;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.List;

/**
 * Lessons side by side, padded behind their ends.
 *
 * @param lessons the rows
 * @param length of the longest
 * @param ids {@code [B·L]}; padding repeats the last id
 * @param sources for each position the row of what is read there, {@code [B·L]}: first come the
 *     text embeddings of all positions, behind them the cells of all pictures
 */
record LessonBatch(List<Lesson> lessons, int length, HostTensor ids, HostTensor sources) {

  LessonBatch {
    lessons = List.copyOf(lessons);
  }

  /**
   * Lays lessons out.
   *
   * @param image id of a cell's placeholder
   */
  static LessonBatch of(List<Lesson> lessons, int image) {
    int length = lessons.stream().mapToInt(Lesson::size).max().orElse(0);
    int[] ids = new int[lessons.size() * length];
    int[] sources = new int[ids.length];
    int cell = ids.length;
    for (int b = 0; b < lessons.size(); b++) {
      List<Integer> row = lessons.get(b).ids();
      for (int l = 0; l < length; l++) {
        int at = b * length + l;
        ids[at] = row.get(Math.min(l, row.size() - 1));
        sources[at] = l < row.size() && ids[at] == image ? cell++ : at;
      }
    }
    return new LessonBatch(lessons, length, LossMath.indices(ids), LossMath.indices(sources));
  }

  /**
   * Returns what is to be predicted of the lessons side by side.
   *
   * @param codes vocabulary ids of all cells, {@code [cells, N]}
   */
  NextBlockTargets targets(BlockLayout layout, int[] codes) {
    return NextBlockTargets.of(
        layout, layout.expand(LossMath.ids(ids), codes), mask(), SlotWeights.NONE);
  }

  /** Returns what is to be predicted of lessons that learn no cell, whatever is in the cells. */
  NextBlockTargets textTargets(BlockLayout layout) {
    int[] flat = LossMath.ids(ids);
    int[] sequence = new int[flat.length * layout.width()];
    for (int i = 0; i < flat.length; i++) {
      layout.putText(sequence, i, flat[i]);
    }
    return NextBlockTargets.of(layout, sequence, mask(), SlotWeights.NONE);
  }

  /** The first block of a lesson is predicted from nothing, padding not at all. */
  private long[] mask() {
    long[] mask = new long[lessons.size() * length];
    for (int b = 0; b < lessons.size(); b++) {
      Lesson lesson = lessons.get(b);
      for (int l = 1; l < lesson.size(); l++) {
        mask[b * length + l] = lesson.learned().get(l) ? 1 : 0;
      }
    }
    return mask;
  }

  /** Returns the pictures of all lessons. */
  List<Picture> pictures() {
    return lessons.stream().map(Lesson::picture).toList();
  }
}
