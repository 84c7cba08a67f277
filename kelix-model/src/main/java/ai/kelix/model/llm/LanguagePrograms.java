package ai.kelix.model.llm;

import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is run of Kelix-LLM, on several sequences at once. Ids and caches aside, programs take and
 * give numbers in {@link Precision#accumulate}.
 *
 * @param model what computes
 * @param precision in which types
 */
public record LanguagePrograms(KelixLanguageModel model, Precision precision) {
  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim LENGTH = Dim.symbol("blocks");
  private static final Dim ONE = Dim.of(1);

  /** Returns what a greedy answer runs; together they read every weight. */
  public List<Program> greedy() {
    List<Program> programs = new ArrayList<>(List.of(backbone(), decodeFirst(false)));
    if (!config().isTextual()) {
      programs.add(decodeRest(false));
    }
    return programs;
  }

  /** Returns what sampled answers run besides {@link #backbone}, in either mode. */
  public List<Program> sampled() {
    List<Program> programs = new ArrayList<>(List.of(decodeFirst(true), decodeStrict()));
    if (!config().isTextual()) {
      programs.add(decodeRest(true));
    }
    return programs;
  }

  private BackboneConfig config() {
    return model.config();
  }

  /**
   * Consumes blocks: {@code blocks} {@code [batch, L, M]}, {@code length} {@code [batch]} and the
   * states {@code keys.i}, {@code values.i} to {@code hidden} {@code [batch, L, D]}. Serves
   * prefill, step and continuation. Sequences of different lengths are filled up behind their ends:
   * what a cache holds behind its length is never seen, and overwritten in time.
   */
  public Program backbone() {
    List<Input> inputs = new ArrayList<>();
    inputs.add(blocks());
    inputs.add(Input.of("length", DType.I64, BATCH));
    for (int i = 0; i < config().layers(); i++) {
      inputs.add(cache("keys." + i));
      inputs.add(cache("values." + i));
    }
    return new Program(
        "backbone",
        inputs,
        (make, in) -> {
          Tensor hidden = model.hidden(Program.require(in, "blocks"), caches(in));
          return Map.of("hidden", widened(hidden));
        });
  }

  private Input blocks() {
    return Input.of("blocks", DType.I64, BATCH, LENGTH, Dim.of(config().blockWidth()));
  }

  private Input cache(String name) {
    return Input.state(
        name,
        precision.cache(),
        BATCH,
        Dim.of(config().keyValueHeads()),
        Dim.symbol("capacity"),
        Dim.of(config().headDim()));
  }

  private List<KeyValueCache> caches(Map<String, Tensor> inputs) {
    Tensor length = Program.require(inputs, "length");
    List<KeyValueCache> caches = new ArrayList<>();
    for (int i = 0; i < config().layers(); i++) {
      Tensor keys = Program.require(inputs, "keys." + i);
      caches.add(new KeyValueCache(keys, Program.require(inputs, "values." + i), length));
    }
    return caches;
  }

  /**
   * Chooses slot 0 among text ids and the first codebook: {@code hidden} {@code [batch, 1, D]} to
   * {@code id} {@code [batch]}. The first codebook's rows follow the text's, so the admissible rows
   * are one range.
   *
   * @param sampled whether to sample, with inputs {@code noise} {@code [batch, V + K]}, {@code
   *     temperature}, {@code top_k} and {@code top_p} {@code [batch]}, instead of taking the best
   */
  public Program decodeFirst(boolean sampled) {
    long rows = (long) config().vocabSize() + config().codebookSize();
    List<Input> inputs = new ArrayList<>(List.of(hidden()));
    if (sampled) {
      inputs.add(Input.of("noise", precision.accumulate(), BATCH, Dim.of(rows)));
      inputs.addAll(sampling());
    }
    return new Program(
        sampled ? "decode_first_sampled" : "decode_first",
        inputs,
        (make, in) -> Map.of("id", slots(in, sampled).first(rows, in.get("noise"))));
  }

  /**
   * Completes visual blocks: {@code hidden} {@code [batch, 1, D]} and {@code first} {@code [batch]}
   * to {@code ids} {@code [batch, N − 1]}; slot j is chosen among the codes of codebook j.
   *
   * @param sampled whether to sample, with inputs as of {@link #decodeFirst} and {@code noise}
   *     {@code [batch, N − 1, K]}
   */
  public Program decodeRest(boolean sampled) {
    List<Input> inputs = new ArrayList<>(List.of(hidden()));
    inputs.add(Input.of("first", DType.I64, BATCH));
    if (sampled) {
      Dim rest = Dim.of(config().codebooks() - 1L);
      Dim codes = Dim.of(config().codebookSize());
      inputs.add(Input.of("noise", precision.accumulate(), BATCH, rest, codes));
      inputs.addAll(sampling());
    }
    return new Program(
        sampled ? "decode_rest_sampled" : "decode_rest",
        inputs,
        (make, in) -> {
          Tensor first = Program.require(in, "first");
          return Map.of("ids", slots(in, sampled).rest(first, in.get("noise")));
        });
  }

  private Input hidden() {
    return Input.of("hidden", precision.accumulate(), BATCH, ONE, Dim.of(config().width()));
  }

  private List<Input> sampling() {
    return List.of(
        Input.of("temperature", precision.accumulate(), BATCH),
        Input.of("top_k", DType.I64, BATCH),
        Input.of("top_p", precision.accumulate(), BATCH));
  }

  private SlotDecoder slots(Map<String, Tensor> inputs, boolean sampled) {
    return new SlotDecoder(
        model, precision, Program.require(inputs, "hidden"), sampled ? sampler(inputs) : null);
  }

  private static SlotSampler sampler(Map<String, Tensor> inputs) {
    return new SlotSampler(
        Program.require(inputs, "temperature"),
        Program.require(inputs, "top_k"),
        Program.require(inputs, "top_p"));
  }

  /**
   * All slots as the reference decodes them: greedy over the whole vocabulary (kelix-ar §9.4),
   * {@code hidden} {@code [batch, 1, D]} to {@code logits} {@code [batch, slots, V+S]} and {@code
   * ids} {@code [batch, slots]}. The caller applies the early stop.
   */
  public Program decodeStrict() {
    return new Program("decode_strict", List.of(hidden()), (make, in) -> slots(in, false).strict());
  }

  /**
   * Teacher forcing over whole sequences (kelix-ar §9.2): {@code blocks} {@code [batch, L, M]} to
   * {@code hidden} {@code [batch, L, D]} and {@code logits} {@code [batch, L, N + 1, V+S]}; the
   * last position sees block 0. A model of text alone has one slot, {@code [batch, L, 1, V]}.
   */
  public Program teacherForced() {
    return new Program(
        "teacher_forced",
        List.of(blocks()),
        (make, in) -> {
          KelixLanguageModel.Forced forced =
              model.teacherForced(Program.require(in, "blocks"), precision);
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put("hidden", widened(forced.hidden()));
          outputs.put("logits", forced.logits());
          return outputs;
        });
  }

  /**
   * Embeds blocks alone: {@code blocks} to {@code slots} {@code [batch, L, N, D]} and {@code
   * embeds} {@code [batch, L, D]}.
   */
  public Program embed() {
    return new Program(
        "embed_blocks",
        List.of(blocks()),
        (make, in) -> {
          Tensor ids = Program.require(in, "blocks");
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          BlockEmbedding embedding = model.embedding();
          outputs.put("slots", widened(embedding.slots(ids, precision.compute())));
          outputs.put("embeds", widened(embedding.forward(ids, precision.compute())));
          return outputs;
        });
  }

  private Tensor widened(Tensor x) {
    return x.to(precision.accumulate());
  }
}
