package ai.kelix.model.llm;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decodes the slots of one block, unrolled, each with what its predecessors left. */
final class SlotDecoder {
  private final BackboneConfig config;
  private final Tensors tensors;
  private final BlockEmbedding embedding;
  private final @Nullable BlockDecoder decoder;
  private final LanguageHead head;
  private final Tensor hidden;
  private final @Nullable SlotSampler sampler;
  private final @Nullable Tensor noise;

  /** Reads the weights; a model of text alone has no block decoder, its states are scored as is. */
  SlotDecoder(LanguageConfig config, Parameters root, Map<String, Tensor> inputs) {
    Parameters p = root.at("model.model");
    this.config = config.backbone();
    this.tensors = root.tensors();
    this.embedding = new BlockEmbedding(p.at("tok_embeddings"), config.backbone());
    this.decoder =
        config instanceof ArConfig blocks
            ? new BlockDecoder(p.at("token_head"), blocks.blockDecoder())
            : null;
    this.head = new LanguageHead(p, config.backbone());
    this.hidden = Program.require(inputs, "hidden");
    this.noise = inputs.get("noise");
    this.sampler =
        noise == null
            ? null
            : new SlotSampler(
                Program.require(inputs, "temperature"),
                Program.require(inputs, "top_k"),
                Program.require(inputs, "top_p"));
  }

  /** Chooses slot 0 among the first {@code rows} ids. */
  Tensor first(long rows) {
    Tensor output =
        decoder == null ? hidden : decoder.next(hidden, BlockDecoder.Slots.NONE).output();
    return choose(logits(output, 0, rows), 0);
  }

  /** Chooses slots 1 … N−1 after a given slot 0. */
  Tensor rest(Tensor first) {
    BlockDecoder decoder = Objects.requireNonNull(this.decoder);
    BlockDecoder.Slots slots = decoder.next(hidden, BlockDecoder.Slots.NONE).slots();
    List<Tensor> ids = new ArrayList<>();
    Tensor previous = first;
    for (int j = 1; j < config.codesPerToken(); j++) {
      BlockDecoder.Step step = decoder.next(embedding.rows(previous).unsqueeze(0), slots);
      slots = step.slots();
      Tensor logits = logits(step.output(), config.firstId(j), config.codesPerSubspace());
      previous = choose(logits, j - 1).plus(config.firstId(j));
      ids.add(previous);
    }
    return ids.get(0).concat(0, ids.subList(1, ids.size()));
  }

  /** Decodes every slot greedily over the whole vocabulary. */
  Map<String, Tensor> strict() {
    BlockDecoder decoder = this.decoder;
    if (decoder == null) {
      Tensor logits = logits(hidden, 0, config.tableRows());
      return Map.of("logits", logits, "ids", logits.argmax(-1, false));
    }
    int predictions = Math.min(decoder.maxLength() - 1, config.codesPerToken());
    BlockDecoder.Slots slots = BlockDecoder.Slots.NONE;
    List<Tensor> rows = new ArrayList<>();
    List<Tensor> ids = new ArrayList<>();
    Tensor x = hidden;
    for (int j = 0; j < predictions; j++) {
      BlockDecoder.Step step = decoder.next(x, slots);
      slots = step.slots();
      Tensor logits = logits(step.output(), 0, config.tableRows());
      Tensor id = logits.argmax(-1, false);
      rows.add(logits);
      ids.add(id);
      x = embedding.rows(id).unsqueeze(0);
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("logits", rows.get(0).concat(0, rows.subList(1, rows.size())));
    outputs.put("ids", ids.get(0).concat(0, ids.subList(1, ids.size())));
    return outputs;
  }

  private Tensor logits(Tensor output, long first, long count) {
    Tensor flat = output.reshape(Dim.of(1), Dim.of(config.width()));
    return head.logits(head.normed(flat), first, count);
  }

  private Tensor choose(Tensor logits, int noiseRow) {
    if (sampler == null || noise == null) {
      return logits.argmax(-1, false);
    }
    return sampler.draw(tensors, logits, noise.narrow(0, noiseRow, 1).squeeze(0));
  }
}
