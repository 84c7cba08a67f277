package ai.kelix.model.llm;

import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine runs of Kelix-LLM. */
public final class LanguagePrograms {
  private static final Dim ONE = Dim.of(1);

  private LanguagePrograms() {}

  /** Returns what a greedy answer runs; together they read every weight. */
  public static List<Program> greedy(LanguageConfig config) {
    List<Program> programs = new ArrayList<>();
    programs.add(backbone(config));
    programs.add(decodeFirst(config, false));
    if (config instanceof ArConfig blocks) {
      programs.add(decodeRest(blocks, false));
    }
    return programs;
  }

  /** Returns what answers that are drawn run besides {@link #backbone}, in either mode. */
  public static List<Program> drawn(LanguageConfig config) {
    List<Program> programs = new ArrayList<>();
    programs.add(decodeFirst(config, true));
    programs.add(decodeStrict(config));
    if (config instanceof ArConfig blocks) {
      programs.add(decodeRest(blocks, true));
    }
    return programs;
  }

  /**
   * Consumes blocks: {@code blocks} {@code [1, L, M]}, {@code length} {@code [1]} and the states
   * {@code keys.i}, {@code values.i} to {@code hidden} {@code [1, L, D]}. Serves prefill, step and
   * continuation.
   */
  public static Program backbone(LanguageConfig config) {
    BackboneConfig c = config.backbone();
    List<Input> inputs = new ArrayList<>();
    inputs.add(Input.of("blocks", DType.I64, ONE, Dim.symbol("blocks"), Dim.of(c.blockWidth())));
    inputs.add(Input.of("length", DType.I64, ONE));
    for (int i = 0; i < c.layers(); i++) {
      inputs.add(cache("keys." + i, c));
      inputs.add(cache("values." + i, c));
    }
    return new Program("backbone", inputs, (p, in) -> Map.of("hidden", append(c, p, in)));
  }

  private static Input cache(String name, BackboneConfig c) {
    return Input.state(
        name,
        DType.F32,
        ONE,
        Dim.of(c.keyValueHeads()),
        Dim.symbol("capacity"),
        Dim.of(c.headDim()));
  }

  private static Tensor append(BackboneConfig c, Parameters root, Map<String, Tensor> inputs) {
    Parameters p = root.at("model.model");
    Tensor length = Program.require(inputs, "length");
    List<KeyValueCache> caches = new ArrayList<>();
    for (int i = 0; i < c.layers(); i++) {
      Tensor keys = Program.require(inputs, "keys." + i);
      caches.add(new KeyValueCache(keys, Program.require(inputs, "values." + i), length));
    }
    Tensor x =
        new BlockEmbedding(p.at("tok_embeddings"), c)
            .aggregate(Program.require(inputs, "blocks"))
            .named("tf.block_embeds");
    return new Backbone(p, c).append(x, caches);
  }

  /**
   * Chooses slot 0 among text ids and the first codebook: {@code hidden} {@code [1, 1, D]} to
   * {@code id} {@code [1]}. The first codebook's rows follow the text's, so the admissible rows are
   * one range.
   *
   * @param sampled whether to draw, with inputs {@code noise}, {@code temperature}, {@code top_k}
   *     and {@code top_p}, instead of taking the best
   */
  public static Program decodeFirst(LanguageConfig config, boolean sampled) {
    BackboneConfig c = config.backbone();
    List<Input> inputs = new ArrayList<>();
    inputs.add(Input.of("hidden", DType.F32, ONE, ONE, Dim.of(c.width())));
    long rows = (long) c.vocabSize() + c.codesPerSubspace();
    if (sampled) {
      inputs.add(Input.of("noise", DType.F32, ONE, Dim.of(rows)));
      inputs.addAll(samplingInputs());
    }
    String name = sampled ? "decode_first_sampled" : "decode_first";
    return new Program(
        name,
        inputs,
        (p, in) -> {
          SlotDecoder slots = new SlotDecoder(config, p, in);
          return Map.of("id", slots.first(rows));
        });
  }

  /**
   * Completes a visual block: {@code hidden} {@code [1, 1, D]} and {@code first} {@code [1]} to
   * {@code ids} {@code [N − 1]}; slot j is chosen among the codes of codebook j.
   */
  public static Program decodeRest(ArConfig config, boolean sampled) {
    BackboneConfig c = config.backbone();
    List<Input> inputs = new ArrayList<>();
    inputs.add(Input.of("hidden", DType.F32, ONE, ONE, Dim.of(c.width())));
    inputs.add(Input.of("first", DType.I64, ONE));
    if (sampled) {
      Dim rest = Dim.of(c.codesPerToken() - 1L);
      inputs.add(Input.of("noise", DType.F32, rest, Dim.of(c.codesPerSubspace())));
      inputs.addAll(samplingInputs());
    }
    String name = sampled ? "decode_rest_sampled" : "decode_rest";
    return new Program(
        name,
        inputs,
        (p, in) -> {
          SlotDecoder slots = new SlotDecoder(config, p, in);
          return Map.of("ids", slots.rest(Program.require(in, "first")));
        });
  }

  private static List<Input> samplingInputs() {
    return List.of(
        Input.of("temperature", DType.F32, ONE),
        Input.of("top_k", DType.I64, ONE),
        Input.of("top_p", DType.F32, ONE));
  }

  /**
   * All slots as the reference decodes them: greedy over the whole vocabulary (kelix-ar §9.4),
   * {@code hidden} {@code [1, 1, D]} to {@code logits} {@code [slots, V+S]} and {@code ids} {@code
   * [slots]}. The caller applies the early stop.
   */
  public static Program decodeStrict(LanguageConfig config) {
    Dim width = Dim.of(config.backbone().width());
    return new Program(
        "decode_strict",
        List.of(Input.of("hidden", DType.F32, ONE, ONE, width)),
        (p, in) -> new SlotDecoder(config, p, in).strict());
  }

  /**
   * Teacher forcing over a whole sequence (kelix-ar §9.2): {@code blocks} {@code [1, L, M]} to
   * {@code hidden} {@code [1, L, D]} and {@code logits} {@code [L, N + 1, V+S]}; the last position
   * sees block 0. A model of text alone has one slot, {@code [L, 1, V]}.
   */
  public static Program teacherForced(LanguageConfig config) {
    BackboneConfig c = config.backbone();
    Input blocks = Input.of("blocks", DType.I64, ONE, Dim.symbol("blocks"), Dim.of(c.blockWidth()));
    return new Program("teacher_forced", List.of(blocks), (p, in) -> force(config, p, in));
  }

  private static Map<String, Tensor> force(
      LanguageConfig config, Parameters root, Map<String, Tensor> inputs) {
    BackboneConfig c = config.backbone();
    Parameters p = root.at("model.model");
    BlockEmbedding embedding = new BlockEmbedding(p.at("tok_embeddings"), c);
    Tensor blocks = Program.require(inputs, "blocks");
    Tensor x = embedding.aggregate(blocks).named("tf.block_embeds");
    Tensor hidden = new Backbone(p, c).forward(x);
    Tensor states =
        config instanceof ArConfig whole
            ? decoded(whole, p, embedding.slots(blocks), hidden)
            : hidden.squeeze(0).unsqueeze(1);
    LanguageHead head = new LanguageHead(p, c);
    Tensor normed = head.normed(states).named("tf.head.final_norm");
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("hidden", hidden);
    outputs.put("logits", head.logits(normed).named("tf.logits"));
    return outputs;
  }

  /** Feeds the block decoder what it would have decoded: the slots of the next block. */
  private static Tensor decoded(ArConfig config, Parameters p, Tensor embedded, Tensor hidden) {
    Tensor slots = embedded.squeeze(0).named("slot_embeds");
    Dim length = slots.dim(0);
    Tensor next = slots.narrow(0, ONE, length.minus(ONE)).concat(0, List.of(slots.narrow(0, 0, 1)));
    Tensor sequences = hidden.squeeze(0).unsqueeze(1).concat(1, List.of(next));
    int taken = Math.min(config.blockDecoder().maxLength(), config.backbone().blockWidth());
    sequences = sequences.narrow(1, 0, taken).named("tf.head.input");
    BlockDecoder decoder = new BlockDecoder(p.at("token_head"), config.blockDecoder());
    return decoder.forward(sequences);
  }

  /**
   * Embeds blocks alone: {@code blocks} to {@code slots} {@code [1, L, N, D]} and {@code embeds}.
   */
  public static Program embed(ArConfig config) {
    BackboneConfig c = config.backbone();
    Input blocks = Input.of("blocks", DType.I64, ONE, Dim.symbol("blocks"), Dim.of(c.blockWidth()));
    return new Program(
        "embed_blocks",
        List.of(blocks),
        (p, in) -> {
          BlockEmbedding embedding = new BlockEmbedding(p.at("model.model.tok_embeddings"), c);
          Tensor ids = Program.require(in, "blocks");
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put("slots", embedding.slots(ids));
          outputs.put("embeds", embedding.aggregate(ids));
          return outputs;
        });
  }
}
