package ai.kelix.model.llm;

import ai.kelix.tensor.Precision;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the slots of one block of each sequence, unrolled, each with what its predecessors left.
 */
final class SlotDecoder {
  private final KelixLanguageModel model;
  private final BackboneConfig config;
  private final DType scores;
  private final Tensor hidden;
  private final @Nullable SlotSampler sampler;

  /**
   * Begins a block.
   *
   * @param hidden {@code [B, 1, D]}
   * @param sampler null to take the best
   */
  SlotDecoder(
      KelixLanguageModel model, Precision precision, Tensor hidden, @Nullable SlotSampler sampler) {
    this.model = model;
    this.config = model.config();
    this.scores = precision.accumulate();
    this.hidden = hidden.to(precision.compute());
    this.sampler = sampler;
  }

  /**
   * Chooses slot 0 among the first ids.
   *
   * @param rows how many
   * @param noise {@code [B, rows]}; null to take the best
   * @return {@code [B]}
   */
  Tensor first(long rows, @Nullable Tensor noise) {
    BlockDecoder decoder = model.blockDecoder();
    Tensor output =
        decoder == null ? hidden : decoder.next(hidden, BlockDecoder.Slots.NONE).output();
    return choose(logits(output, 0, rows), noise);
  }

  /**
   * Chooses slots 1 … N−1 after a given slot 0.
   *
   * @param first {@code [B]}
   * @param noise {@code [B, N − 1, K]}; null to take the best
   * @return {@code [B, N − 1]}
   */
  Tensor rest(Tensor first, @Nullable Tensor noise) {
    BlockDecoder decoder = Objects.requireNonNull(model.blockDecoder());
    BlockDecoder.Slots slots = decoder.next(hidden, BlockDecoder.Slots.NONE).slots();
    List<Tensor> ids = new ArrayList<>();
    Tensor previous = first;
    for (int j = 1; j < config.codebooks(); j++) {
      BlockDecoder.Step step = decoder.next(embedded(previous), slots);
      slots = step.slots();
      Tensor logits = logits(step.output(), config.firstId(j), config.codebookSize());
      Tensor own = noise == null ? null : noise.narrow(1, j - 1, 1).squeeze(1);
      previous = choose(logits, own).plus(config.firstId(j));
      ids.add(previous);
    }
    return stacked(ids);
  }

  /**
   * Decodes every slot greedily over the whole vocabulary.
   *
   * @return {@code logits} {@code [B, slots, V+S]} and {@code ids} {@code [B, slots]}
   */
  Map<String, Tensor> strict() {
    BlockDecoder decoder = model.blockDecoder();
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> ids = new ArrayList<>();
    if (decoder == null) {
      logits.add(logits(hidden, 0, config.tableRows()));
      ids.add(logits.get(0).argmax(-1, false));
    } else {
      int predictions = Math.min(decoder.maxLength() - 1, config.codebooks());
      BlockDecoder.Slots slots = BlockDecoder.Slots.NONE;
      Tensor x = hidden;
      for (int j = 0; j < predictions; j++) {
        BlockDecoder.Step step = decoder.next(x, slots);
        slots = step.slots();
        logits.add(logits(step.output(), 0, config.tableRows()));
        ids.add(logits.get(j).argmax(-1, false));
        x = embedded(ids.get(j));
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("logits", stacked(logits));
    outputs.put("ids", stacked(ids));
    return outputs;
  }

  /** Embeds one id of each sequence, {@code [B]} to {@code [B, 1, D]}. */
  private Tensor embedded(Tensor ids) {
    return model.embedding().rows(ids, hidden.dtype()).unsqueeze(1);
  }

  private Tensor logits(Tensor output, long first, long count) {
    Tensor flat = output.reshape(output.dim(0), Dim.of(config.width()));
    return model.head().forward(flat, first, count, scores);
  }

  private Tensor choose(Tensor logits, @Nullable Tensor noise) {
    return sampler == null || noise == null
        ? logits.argmax(-1, false)
        : sampler.forward(logits, noise);
  }

  /** Puts slots side by side along a new axis 1. */
  private static Tensor stacked(List<Tensor> slots) {
    List<Tensor> raised = slots.stream().map(slot -> slot.unsqueeze(1)).toList();
    return raised.get(0).concat(1, raised.subList(1, raised.size()));
  }
}
