package ai.kelix.training.tiny;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.config.BackboneConfig;
import ai.kelix.core.program.HostTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch of lessons must predict, text and visual blocks apart, because they have different
 * numbers of slots (kelix-ar §12.1): text one id and the end of block, visual N codes and the end.
 *
 * @param groups text blocks and visual blocks, without empty groups
 */
record BlockTargets(List<Group> groups) {

  BlockTargets {
    groups = List.copyOf(groups);
  }

  /**
   * Blocks of one kind.
   *
   * @param name for the log
   * @param slots that count in each block
   * @param isVisual whether they are visual blocks
   * @param positions flat positions before the blocks
   * @param labels ids of all slots of all blocks
   */
  record Group(
      String name, int slots, boolean isVisual, List<Integer> positions, List<Integer> labels) {}

  /**
   * Collects the targets.
   *
   * @param codes vocabulary ids {@code [B·cells, N]}
   */
  static BlockTargets of(ArConfig config, LessonBatch lessons, HostTensor codes) {
    BackboneConfig shape = config.backbone();
    int n = shape.codesPerToken();
    Group text = new Group("text", 2, false, new ArrayList<>(), new ArrayList<>());
    Group visual = new Group("visual", n + 1, true, new ArrayList<>(), new ArrayList<>());
    long[] codeIds = codes.longs();
    int cell = 0;
    for (int b = 0; b < lessons.lessons().size(); b++) {
      Lesson lesson = lessons.lessons().get(b);
      for (int l = 0; l < lesson.size(); l++) {
        int id = lesson.ids().get(l);
        boolean isCell = id == shape.imageId();
        int firstCode = cell * n;
        cell += isCell ? 1 : 0;
        if (!lesson.learned().get(l)) {
          continue;
        }
        Group group = isCell ? visual : text;
        group.positions.add(b * lessons.length() + l - 1);
        if (isCell) {
          for (int j = 0; j < n; j++) {
            group.labels.add((int) codeIds[firstCode + j]);
          }
        } else {
          group.labels.add(id);
        }
        group.labels.add(shape.endOfBlockId());
      }
    }
    return new BlockTargets(
        List.of(text, visual).stream().filter(g -> !g.positions.isEmpty()).toList());
  }
}
