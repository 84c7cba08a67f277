package ai.kelix.model.llm;

import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kelix-LLM (kelix-ar §7–§9): blocks are embedded, the backbone turns each into a hidden state of
 * the block behind it, the block decoder turns that into the slots of this block, one after the
 * other, and the head scores them. A model of text alone has blocks of one id and no block decoder.
 *
 * <p>Immutable: it holds no numbers and serves any number of programs and threads.
 */
public final class KelixLanguageModel {
  private static final String PREFIX = "model.model";

  private final BackboneConfig config;
  private final BlockEmbedding embedding;
  private final Backbone backbone;
  private final @Nullable BlockDecoder blockDecoder;
  private final LanguageHead head;

  /**
   * Takes the weights.
   *
   * @param root of the autoregressive checkpoint
   */
  public KelixLanguageModel(Parameters root, LanguageConfig config) {
    Parameters p = root.at(PREFIX);
    this.config = config.backbone();
    this.embedding = new BlockEmbedding(p.at("tok_embeddings"), config.backbone());
    this.backbone = new Backbone(p, config.backbone());
    this.blockDecoder =
        config instanceof ArConfig blocks
            ? new BlockDecoder(p.at("token_head"), blocks.blockDecoder())
            : null;
    this.head = new LanguageHead(p, config.backbone());
  }

  /** Returns sizes and ids. */
  public BackboneConfig config() {
    return config;
  }

  /** Returns the embedding of blocks. */
  public BlockEmbedding embedding() {
    return embedding;
  }

  /** Returns what decodes slots; null in a model of text alone. */
  @Nullable BlockDecoder blockDecoder() {
    return blockDecoder;
  }

  /** Returns what scores slots. */
  LanguageHead head() {
    return head;
  }

  /**
   * Reads the next blocks of sequences that may be of different lengths.
   *
   * @param blocks {@code [B, L, M]}
   * @param caches one for each layer, all with the same lengths {@code [B]}; appended to
   * @return hidden states {@code [B, L, D]} of the type of the caches
   */
  public Tensor hidden(Tensor blocks, List<KeyValueCache> caches) {
    DType dtype = caches.get(0).keys().dtype();
    return backbone.forward(embedding.forward(blocks, dtype).named("tf.block_embeds"), caches);
  }

  /**
   * Reads whole sequences that are embedded already.
   *
   * @param embedded {@code [B, L, D]}
   * @return hidden states {@code [B, L, D]}
   */
  public Tensor hidden(Tensor embedded) {
    return backbone.forward(embedded);
  }

  /**
   * Decodes the slots of blocks that are known, each by those before it.
   *
   * @param hidden one state for each block, {@code [P, D]}
   * @param given embeddings of the slots but the last, {@code [P, slots − 1, D]}
   * @return normalised slot states, {@code [P, slots, D]}; of fewer slots if the block decoder is
   *     shorter than a block
   */
  public Tensor slotStates(Tensor hidden, Tensor given) {
    long most = blockDecoder == null ? 1 : blockDecoder.maxLength();
    long taken = Math.min(given.dim(1).size(), most - 1);
    Tensor sequences = hidden.unsqueeze(1).concat(1, List.of(given.narrow(1, 0, taken)));
    return head.normed(decoded(sequences));
  }

  /**
   * Decodes the first slots of blocks alone, to which nothing is given.
   *
   * @param hidden one state for each block, {@code [P, D]}
   * @return normalised slot states, {@code [P, 1, D]}
   */
  public Tensor firstSlotStates(Tensor hidden) {
    return head.normed(decoded(hidden.unsqueeze(1)));
  }

  /**
   * Scores slots among the first ids of the vocabulary.
   *
   * @param slotStates normalised, {@code [P, slots, D]}
   * @param among how many ids
   * @param dtype of the scores
   * @return {@code [P, slots, among]}
   */
  public Tensor logits(Tensor slotStates, long among, DType dtype) {
    return head.logits(slotStates, 0, among, dtype);
  }

  private Tensor decoded(Tensor sequences) {
    return blockDecoder == null ? sequences : blockDecoder.forward(sequences);
  }

  /**
   * Teacher forcing over whole sequences (kelix-ar §9.2): the block decoder is fed with what it
   * would have decoded, the slots of the next block; the last position sees block 0.
   *
   * @param blocks {@code [B, L, M]}
   */
  public Forced teacherForced(Tensor blocks, Precision precision) {
    DType dtype = precision.compute();
    Tensor hidden = hidden(embedding.forward(blocks, dtype).named("tf.block_embeds"));
    Dim positions = blocks.dim(0).times(blocks.dim(1));
    Tensor states = hidden.reshape(positions, Dim.of(1), Dim.of(config.width()));
    Tensor sequences =
        blockDecoder == null
            ? states
            : forced(states, nextSlots(blocks, dtype), blockDecoder.maxLength());
    Tensor logits = head.forward(decoded(sequences), precision.accumulate()).named("tf.logits");
    return new Forced(
        hidden, logits.reshape(blocks.dim(0), blocks.dim(1), logits.dim(1), logits.dim(2)));
  }

  /** Returns the embedded slots of the block behind each, {@code [B·L, N, D]}. */
  private Tensor nextSlots(Tensor blocks, DType dtype) {
    Tensor slots = embedding.slots(blocks, dtype).named("slot_embeds");
    Dim one = Dim.of(1);
    Tensor behind = slots.narrow(1, one, slots.dim(1).minus(one));
    Tensor next = behind.concat(1, List.of(slots.narrow(1, 0, 1)));
    return next.reshape(blocks.dim(0).times(blocks.dim(1)), slots.dim(2), slots.dim(3));
  }

  private Tensor forced(Tensor states, Tensor slots, int most) {
    int taken = Math.min(most, config.blockWidth());
    return states.concat(1, List.of(slots)).narrow(1, 0, taken).named("tf.head.input");
  }

  /**
   * What teacher forcing yields.
   *
   * @param hidden states {@code [B, L, D]}
   * @param logits {@code [B, L, slots, V+S]}
   */
  public record Forced(Tensor hidden, Tensor logits) {}
}
