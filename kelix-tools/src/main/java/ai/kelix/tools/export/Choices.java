package ai.kelix.tools.export;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder chooses along a sequence, and how differently two models would choose. Of all ids
 * that are scored only those count that the decoder may take: text or the first codebook in slot 0,
 * then, where a visual block follows, the codes of each further codebook (kelix-ar §9.4).
 */
final class Choices {

  /**
   * One choice.
   *
   * @param position in the sequence; it predicts the block behind it
   * @param slot of that block
   * @param first id that may be taken
   * @param count of ids that may be taken
   */
  record Choice(int position, int slot, int first, int count) {}

  private Choices() {}

  /** Returns the choices that lead from each block of a sequence to the next. */
  static List<Choice> along(BlockLayout layout, long[] blocks) {
    List<Choice> choices = new ArrayList<>();
    int codes = layout.codebookSize();
    for (int at = 0; at + 1 < blocks.length / layout.width(); at++) {
      choices.add(new Choice(at, 0, 0, layout.vocabulary() + codes));
      boolean visual = layout.isVisual((int) blocks[(at + 1) * layout.width()]);
      for (int slot = 1; visual && slot < layout.codebooks(); slot++) {
        choices.add(new Choice(at, slot, layout.idOf(slot, 0), codes));
      }
    }
    return List.copyOf(choices);
  }

  /** Returns the fraction of choices in which another id is the best. */
  static double differing(List<Choice> choices, HostTensor exact, HostTensor found) {
    Scores before = new Scores(exact);
    Scores after = new Scores(found);
    long differing = choices.stream().filter(c -> before.best(c) != after.best(c)).count();
    return (double) differing / choices.size();
  }

  /**
   * Returns the mean Kullback-Leibler divergence in nats: by how much the second model is the more
   * surprised by what the first one draws. Choices between equals weigh nothing.
   */
  static double divergence(List<Choice> choices, HostTensor exact, HostTensor found) {
    Scores before = new Scores(exact);
    Scores after = new Scores(found);
    double sum = choices.stream().mapToDouble(c -> before.divergence(after, c)).sum();
    // A number that is none must not pass for a small one.
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / choices.size();
  }

  /** Scores {@code [L, slots, ids]}. */
  private static final class Scores {
    private final FloatBuffer values;
    private final int slots;
    private final int ids;

    Scores(HostTensor logits) {
      this.values = logits.data().asFloatBuffer();
      this.slots = Math.toIntExact(logits.sizes()[1]);
      this.ids = Math.toIntExact(logits.sizes()[2]);
    }

    private int from(Choice choice) {
      return (choice.position() * slots + choice.slot()) * ids + choice.first();
    }

    int best(Choice choice) {
      int from = from(choice);
      int best = 0;
      for (int i = 1; i < choice.count(); i++) {
        best = values.get(from + i) > values.get(from + best) ? i : best;
      }
      return best;
    }

    double divergence(Scores other, Choice choice) {
      double own = logOfSum(choice);
      double others = other.logOfSum(choice);
      double sum = 0;
      for (int i = 0; i < choice.count(); i++) {
        double mine = values.get(from(choice) + i) - own;
        double its = other.values.get(other.from(choice) + i) - others;
        sum += Math.exp(mine) * (mine - its);
      }
      return sum;
    }

    private double logOfSum(Choice choice) {
      int from = from(choice);
      double largest = values.get(from + best(choice));
      double sum = 0;
      for (int i = 0; i < choice.count(); i++) {
        sum += Math.exp(values.get(from + i) - largest);
      }
      return largest + Math.log(sum);
    }
  }
}
