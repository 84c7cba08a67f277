package ai.kelix.tiny.recipe;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a batch of lessons must predict, text and visual blocks apart, because they have different
 * numbers of slots (kelix-ar §12.1): text one id and the end of block, visual N codes and the end.
 *
 * @param text blocks of text
 * @param visual blocks of visual codes
 */
record BlockTargets(Group text, Group visual) {

  /**
   * Blocks of one kind.
   *
   * @param positions flat positions before the blocks, {@code [P]}
   * @param wanted for text the ids of the blocks, for visual blocks which of all cells they are,
   *     {@code [P]}
   */
  record Group(HostTensor positions, HostTensor wanted) {

    /** Tells whether there are such blocks. */
    boolean isEmpty() {
      return positions.count() == 0;
    }
  }

  /**
   * Collects the targets.
   *
   * @param image id of a cell's placeholder
   */
  static BlockTargets of(LessonBatch rows, int image) {
    Collector text = new Collector();
    Collector visual = new Collector();
    int cell = 0;
    for (int b = 0; b < rows.lessons().size(); b++) {
      Lesson lesson = rows.lessons().get(b);
      for (int l = 0; l < lesson.size(); l++) {
        int id = lesson.ids().get(l);
        boolean isCell = id == image;
        if (lesson.learned().get(l)) {
          (isCell ? visual : text).add(b * rows.length() + l - 1, isCell ? cell : id);
        }
        cell += isCell ? 1 : 0;
      }
    }
    return new BlockTargets(text.group(), visual.group());
  }

  /** Returns the labels of all slots of the text blocks, {@code [P, 2]}. */
  Tensor textLabels(TensorScope scope, long endOfBlock) {
    return ended(scope, scope.upload(text.wanted).unsqueeze(1), endOfBlock);
  }

  /**
   * Returns the labels of all slots of the visual blocks, {@code [P, N+1]}.
   *
   * @param codes vocabulary ids of all cells, {@code [B·cells, N]}
   */
  Tensor visualLabels(TensorScope scope, Tensor codes, long endOfBlock) {
    return ended(scope, codes.rows(scope.upload(visual.wanted)), endOfBlock);
  }

  private static Tensor ended(TensorScope scope, Tensor ids, long endOfBlock) {
    Shape column = Shape.of(ids.dim(0), Dim.of(1));
    return ids.concat(1, List.of(scope.tensors().full(endOfBlock, DType.I64, column)));
  }

  private static final class Collector {
    private final IntStream.Builder positions = IntStream.builder();
    private final IntStream.Builder wanted = IntStream.builder();

    void add(int position, int what) {
      positions.add(position);
      wanted.add(what);
    }

    Group group() {
      return new Group(
          LossMath.indices(positions.build().toArray()),
          LossMath.indices(wanted.build().toArray()));
    }
  }
}
