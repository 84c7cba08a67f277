package ai.kelix.engine;

import ai.kelix.Sampling;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.Arrays;

/**
 * Sampling as the reference does it (kelix-ar §10.3): every slot is drawn on its own from logits
 * that were conditioned on the greedy ids before it.
 */
final class ReferenceSampling {
  private static final double TEMPERATURE_EPS = 1e-5;

  private final BlockLayout layout;
  private final Sampling.Random sampling;

  ReferenceSampling(BlockLayout layout, Sampling.Random sampling) {
    this.layout = layout;
    this.sampling = sampling;
  }

  /** Draws a block from slot logits {@code [slots, V+S]}. */
  int[] choose(HostTensor logits, Noise noise) {
    int width = Math.toIntExact(logits.sizes()[1]);
    float[] values = logits.floats();
    int slots = Math.min(Math.max(1, layout.codebooks()), values.length / width);
    int[] block = new int[layout.width()];
    Arrays.fill(block, layout.endOfBlock());
    for (int j = 0; j < slots; j++) {
      float[] row = Arrays.copyOfRange(values, j * width, (j + 1) * width);
      block[j] = noise.index(probabilities(row));
      if (block[j] == layout.endOfBlock()) {
        Arrays.fill(block, j, block.length, layout.endOfBlock());
        break;
      }
    }
    return block;
  }

  /** Returns the probabilities after temperature, top-k and nucleus. */
  float[] probabilities(float[] logits) {
    int count = logits.length;
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(logits[b], logits[a]));
    int kept = sampling.topK() == 0 ? count : Math.min(count, sampling.topK());
    double[] exponents = new double[kept];
    double total = 0;
    for (int rank = 0; rank < kept; rank++) {
      double difference = (double) logits[order[rank]] - logits[order[0]];
      exponents[rank] = Math.exp(difference / (sampling.temperature() + TEMPERATURE_EPS));
      total += exponents[rank];
    }
    float[] probabilities = new float[count];
    double cumulative = 0;
    double mass = 0;
    int last = 0;
    for (int rank = 0; rank < kept; rank++) {
      cumulative += exponents[rank] / total;
      if (rank > 0 && sampling.topP() < 1 && cumulative > sampling.topP()) {
        break;
      }
      mass += exponents[rank];
      last = rank;
    }
    for (int rank = 0; rank <= last; rank++) {
      probabilities[order[rank]] = (float) (exponents[rank] / mass);
    }
    return probabilities;
  }
}
