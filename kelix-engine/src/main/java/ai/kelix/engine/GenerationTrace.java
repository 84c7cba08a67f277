package ai.kelix.engine;

import ai.kelix.Sampling;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tokenizer.block.BlockLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Generates exactly as the reference does and keeps what happened on the way, for verification:
 * strict greedy decoding over the whole vocabulary and the reference's stop rule (kelix-ar §9.4,
 * §10).
 */
public final class GenerationTrace implements AutoCloseable {
  private final ModelPrograms.Language programs;
  private final LanguageConfig config;
  private final BlockLayout layout;
  private final Executables executables;

  /** Prepares generation on a backend, which stays the caller's. */
  public GenerationTrace(LanguageConfig config, TensorSource weights, Backend backend) {
    this.config = config;
    this.programs = ModelPrograms.Language.of(config, weights, Precision.FLOAT32, Map.of());
    this.executables = new Executables(backend, WeightFiles.of(List.of(weights)));
    this.layout = config.backbone().layout();
  }

  /**
   * What a generation left.
   *
   * @param blocks prompt and new blocks
   * @param hidden {@code [consumed, D]}
   * @param slot0Logits {@code [steps, V+S]}
   * @param slotCounts slots decoded at each step before the early stop
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(int[] blocks, HostTensor hidden, HostTensor slot0Logits, int[] slotCounts) {}

  /**
   * Slot logits of one block with the probabilities from which each slot is drawn.
   *
   * @param logits {@code [slots, V+S]}
   * @param probabilities same shape
   */
  public record Slots(HostTensor logits, HostTensor probabilities) {}

  /** Generates greedily after a prompt of whole blocks. */
  public Result generate(int[] prompt, int maxNewTokens) {
    int capacity = layout.count(prompt) + maxNewTokens + 1;
    List<HostTensor> hidden = new ArrayList<>();
    List<float[]> slot0 = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    int[] all = prompt;
    try (CachedSession session = new CachedSession(programs, executables, capacity)) {
      int[] fed = prompt;
      for (int step = 0; step <= maxNewTokens; step++) {
        hidden.add(session.feed(fed));
        HostTensor logits = session.strictLogits();
        int[] block = greedy(logits, slot0, counts);
        all = Arrays.copyOf(all, all.length + block.length);
        System.arraycopy(block, 0, all, all.length - block.length, block.length);
        fed = block;
        if (step > 0 && config.ends().contains(block[0])) {
          break;
        }
      }
    }
    int[] slotCounts = counts.stream().mapToInt(Integer::intValue).toArray();
    return new Result(all, joined(hidden), stacked(slot0), slotCounts);
  }

  /** Decodes the block after a prompt and filters its logits as the reference does. */
  public Slots slots(int[] prompt, double temperature, int topK, double topP) {
    try (CachedSession session = new CachedSession(programs, executables, layout.count(prompt))) {
      session.feed(prompt);
      HostTensor logits = session.strictLogits();
      Sampling.Random sampling =
          new Sampling.Random(Sampling.Mode.REFERENCE, temperature, topK, topP);
      ReferenceSampling filter = new ReferenceSampling(layout, sampling);
      int width = config.backbone().tableRows();
      float[] values = logits.floats();
      List<float[]> rows = new ArrayList<>();
      for (int from = 0; from < values.length; from += width) {
        rows.add(filter.probabilities(Arrays.copyOfRange(values, from, from + width)));
      }
      return new Slots(logits, stacked(rows));
    }
  }

  private int[] greedy(HostTensor logits, List<float[]> slot0, List<Integer> counts) {
    int width = config.backbone().tableRows();
    float[] values = logits.floats();
    int slots = values.length / width;
    int[] block = new int[layout.width()];
    Arrays.fill(block, layout.endOfBlock());
    slot0.add(Arrays.copyOf(values, width));
    int count = 0;
    boolean open = true;
    while (count < slots && open) {
      int best = 0;
      for (int id = 1; id < width; id++) {
        best = values[count * width + id] > values[count * width + best] ? id : best;
      }
      block[count++] = best;
      open = best != layout.endOfBlock();
    }
    counts.add(count);
    return block;
  }

  private HostTensor joined(List<HostTensor> pieces) {
    long rows = pieces.stream().mapToLong(p -> p.sizes()[0]).sum();
    HostTensor all = HostTensor.allocate(DType.F32, rows, config.backbone().width());
    FloatBuffer target = all.data().asFloatBuffer();
    pieces.forEach(piece -> target.put(piece.data().asFloatBuffer()));
    return all;
  }

  private static HostTensor stacked(List<float[]> rows) {
    HostTensor all = HostTensor.allocate(DType.F32, rows.size(), rows.get(0).length);
    FloatBuffer target = all.data().asFloatBuffer();
    rows.forEach(target::put);
    return all;
  }

  @Override
  public void close() {
    executables.close();
  }
}
