package ai.kelix.tools.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which blocks of a document are targets of next-block prediction (kelix-training §1.7): 1 where
 * the block at that position is to be predicted. Immutable.
 *
 * @param answerStart ids in front of an answer, such as those of {@code <|im_start|>assistant⏎}
 * @param answerEnd ids at the end of an answer, which are targets themselves
 * @param pictures ids around and in pictures
 * @param learnsPictures whether pictures are targets ({@code enable_vision_loss})
 * @param borders whether the first block of a document is no target (§1.7.4); without it, as in the
 *     reference, what ends a document predicts the beginning of the next in its pack
 */
public record LossMask(
    List<Integer> answerStart,
    List<Integer> answerEnd,
    PictureIds pictures,
    boolean learnsPictures,
    boolean borders) {

  /**
   * Ids of pictures.
   *
   * @param start before a picture
   * @param end behind a picture
   * @param placeholders of cells of images and videos
   */
  public record PictureIds(int start, int end, Set<Integer> placeholders) {

    /** Copies the set. */
    public PictureIds {
      placeholders = Set.copyOf(placeholders);
    }

    boolean contains(int id) {
      return id == start || id == end || placeholders.contains(id);
    }
  }

  /** Copies the lists. */
  public LossMask {
    answerStart = List.copyOf(answerStart);
    answerEnd = List.copyOf(answerEnd);
  }

  /**
   * Masks a chat of which only answers are learned (§1.7.1).
   *
   * @throws NoTargetException if there is no answer
   */
  public long[] answers(int[] ids) {
    long[] mask = new long[ids.length];
    boolean answering = false;
    for (int i = 0; i < ids.length; i++) {
      mask[i] = answering ? 1 : 0;
      answering = answering ? !endsWith(ids, i, answerEnd) : endsWith(ids, i, answerStart);
    }
    mask[ids.length - 1] = 0;
    withoutPictureIds(ids, mask);
    return checked(mask);
  }

  /** Masks a chat of which everything is learned (§1.7.2). */
  public long[] wholeChat(int[] ids) {
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    withoutPictureIds(ids, mask);
    return checked(mask);
  }

  /** Masks a document without roles (§1.7.3). */
  public long[] segments(int[] ids) {
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    if (!learnsPictures) {
      withoutPictures(ids, mask);
    }
    mask[ids.length - 1] = 0;
    return checked(mask);
  }

  private static boolean endsWith(int[] ids, int last, List<Integer> pattern) {
    int from = last - pattern.size() + 1;
    for (int j = 0; j < pattern.size(); j++) {
      if (from < 0 || ids[from + j] != pattern.get(j)) {
        return false;
      }
    }
    return true;
  }

  /** Row markers stay, they are ordinary ids. */
  private void withoutPictureIds(int[] ids, long[] mask) {
    for (int i = 0; i < ids.length && !learnsPictures; i++) {
      mask[i] = pictures.contains(ids[i]) ? 0 : mask[i];
    }
  }

  private void withoutPictures(int[] ids, long[] mask) {
    boolean inside = false;
    for (int i = 0; i < ids.length; i++) {
      inside |= ids[i] == pictures.start();
      mask[i] = inside || pictures.contains(ids[i]) ? 0 : mask[i];
      inside &= ids[i] != pictures.end();
    }
  }

  private long[] checked(long[] mask) {
    if (borders) {
      mask[0] = 0;
    }
    if (Arrays.stream(mask).allMatch(target -> target == 0)) {
      throw new NoTargetException(
          "a document of " + mask.length + " ids has none that is a target of training");
    }
    return mask;
  }
}
