package ai.kelix.training.tiny;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.eval.scene.Picture;
import ai.kelix.eval.scene.PictureRenderer;
import ai.kelix.tokenizer.image.Patches;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lessons side by side, padded behind their ends.
 *
 * @param lessons the rows
 * @param length of the longest
 */
record LessonBatch(List<Lesson> lessons, int length) {

  LessonBatch {
    lessons = List.copyOf(lessons);
  }

  static LessonBatch of(List<Lesson> lessons) {
    int longest = lessons.stream().mapToInt(lesson -> lesson.ids().size()).max().orElse(0);
    return new LessonBatch(lessons, longest);
  }

  /** Returns the pictures of all lessons. */
  List<Picture> pictures() {
    return lessons.stream().map(Lesson::picture).toList();
  }

  /** Returns all pictures as patches, {@code [B, 64, 588]}. */
  HostTensor pixels() {
    return pixels(pictures());
  }

  /** Returns pictures as patches, {@code [B, 64, 588]}. */
  static HostTensor pixels(List<Picture> pictures) {
    List<Patches> patches = new ArrayList<>();
    for (Picture picture : pictures) {
      patches.add(Patches.of(PictureRenderer.image(picture), PreprocessorConfig.DEFAULTS));
    }
    Patches first = patches.get(0);
    int count = first.rows() * first.columns();
    HostTensor pixels =
        HostTensor.allocate(DType.F32, pictures.size(), count, first.count() / count);
    FloatBuffer target = pixels.data().asFloatBuffer();
    patches.forEach(p -> p.write(target));
    return pixels;
  }

  /** Returns ids {@code [B, L]}; padding repeats the last id. */
  int[] ids() {
    int[] ids = new int[lessons.size() * length];
    for (int b = 0; b < lessons.size(); b++) {
      List<Integer> row = lessons.get(b).ids();
      for (int l = 0; l < length; l++) {
        ids[b * length + l] = row.get(Math.min(l, row.size() - 1));
      }
    }
    return ids;
  }

  /** Returns flat positions {@code b·L + l} whose next id is to be learned. */
  List<Integer> predicting() {
    List<Integer> positions = new ArrayList<>();
    for (int b = 0; b < lessons.size(); b++) {
      List<Boolean> learned = lessons.get(b).learned();
      for (int l = 0; l + 1 < learned.size(); l++) {
        if (learned.get(l + 1)) {
          positions.add(b * length + l);
        }
      }
    }
    return positions;
  }
}
