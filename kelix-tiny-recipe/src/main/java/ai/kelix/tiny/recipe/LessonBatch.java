package ai.kelix.tiny.recipe;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tiny.world.scene.Picture;
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

  /** Returns the pictures of all lessons. */
  List<Picture> pictures() {
    return lessons.stream().map(Lesson::picture).toList();
  }
}
