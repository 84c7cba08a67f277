package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.loss.QuantizerLoss;
import ai.kelix.model.tok.FiniteScalarQuantizer;
import ai.kelix.model.tok.ProductQuantizer;
import ai.kelix.model.tok.Quantized;
import ai.kelix.model.tok.QuantizerConfig;
import ai.kelix.model.tok.QuantizerConfig.Search;
import ai.kelix.model.tok.ResidualQuantizer;
import ai.kelix.model.tok.TokenizerConfig.Fusion;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Quantisers and their losses, and the gradients of both (kelix-training §2.2, §2.3, §2.7). */
final class QuantizerChecks {
  private static final String FEATURES = "x";

  private final Section section;
  private final Checkpoint file;
  private final StatedSettings settings;
  private final Backend backend;
  private final Runner runner;

  /**
   * Prepares checks.
   *
   * @param section of {@code quantizers.safetensors}
   * @param file the same, for programs
   */
  QuantizerChecks(Section section, Checkpoint file, StatedSettings settings, Backend backend) {
    this.section = section;
    this.file = file;
    this.settings = settings;
    this.backend = backend;
    this.runner = new Runner(backend);
  }

  void run() {
    settings.group(section, "pq.", () -> check(product("pq", false)));
    settings.group(section, "pq_masked.", () -> check(product("pq_masked", true)));
    settings.group(section, "shared.", () -> check(shared()));
    settings.group(section, "rq.", () -> check(residual()));
    settings.group(section, "fsq.", () -> check(finiteScalar()));
  }

  private long[] sizes(String name) {
    return section.input(name).sizes();
  }

  /** Codes lie as {@code [N, K, d]}, whatever the quantiser. */
  private QuantizerConfig config(int codebooks, String table, String projection, Search search) {
    long[] raw = sizes(table);
    return new QuantizerConfig(
        codebooks,
        Math.toIntExact(raw[0]),
        Math.toIntExact(sizes(projection)[0]),
        Math.toIntExact(raw[1]),
        Math.toIntExact(sizes(FEATURES)[1]),
        Math.toIntExact(sizes("upstream")[1]),
        search,
        false,
        Fusion.SUM);
  }

  private int subspaces() {
    return section.groups("pq\\.param\\.up[0-9]+(?=\\.weight)").size();
  }

  private QuantizerVariant product(String group, boolean maskLastRow) {
    int n = subspaces();
    QuantizerConfig config = config(n, "pq.raw_table", "pq.param.proj0.weight", Search.SLICE);
    return new QuantizerVariant(
        group, QuantizerNames.product(n), (p, x, stop) -> product(config, p, x, stop), maskLastRow);
  }

  private QuantizerVariant shared() {
    int n = subspaces();
    QuantizerConfig config = config(n, "shared.raw_table", "pq.param.proj0.weight", Search.SHARED);
    return new QuantizerVariant(
        "shared", QuantizerNames.shared(n), (p, x, stop) -> product(config, p, x, stop), false);
  }

  private static QuantizerVariant.Stages product(
      QuantizerConfig config, Parameters p, Tensor x, UnaryOperator<Tensor> stop) {
    ProductQuantizer quantizer = new ProductQuantizer(p, config);
    Quantized quantized = quantizer.quantize(x, stop);
    Tensor codes = quantizer.codebooks(x.make(), DType.F32);
    Map<String, Tensor> stages = new LinkedHashMap<>();
    stages.put("z", quantized.codebook().orElseThrow().features());
    stages.put("codes", config.search() == Search.SHARED ? codes.narrow(0, 0, 1) : codes);
    stages.put("indices", quantized.indices());
    stages.put("y_mean", quantized.embedding().times(1.0 / config.codebooks()));
    return new QuantizerVariant.Stages(quantized, stages);
  }

  private QuantizerVariant residual() {
    int levels = section.groups("rq\\.param\\.proj[0-9]+(?=\\.weight)").size();
    QuantizerConfig config = config(levels, "rq.raw_table", "rq.param.proj0.weight", Search.SLICE);
    return new QuantizerVariant(
        "rq",
        QuantizerNames.residual(levels),
        (p, x, stop) -> {
          Quantized quantized = new ResidualQuantizer(p, config).quantize(x, stop);
          Quantized.Pair pulled = quantized.codebook().orElseThrow();
          Map<String, Tensor> stages = new LinkedHashMap<>();
          stages.put("z", quantized.commitment().orElseThrow().features());
          stages.put("residuals", pulled.features().minus(pulled.codes()));
          stages.put("quantised", quantized.passed());
          stages.put("indices", quantized.indices());
          return new QuantizerVariant.Stages(quantized, stages);
        },
        false);
  }

  private QuantizerVariant finiteScalar() {
    FiniteScalarQuantizer.Form form =
        new FiniteScalarQuantizer.Form(
            Math.toIntExact(sizes("fsq.param.encoder.weight")[0]),
            settings.integer(Setting.FSQ_LEVELS),
            Math.toIntExact(sizes(FEATURES)[1]),
            Math.toIntExact(sizes("upstream")[1]));
    return new QuantizerVariant(
        "fsq",
        QuantizerNames.finiteScalar(),
        (p, x, stop) -> {
          FiniteScalarQuantizer quantizer = new FiniteScalarQuantizer(p, form);
          Tensor bounded = quantizer.bounded(x);
          Quantized quantized = quantizer.quantizeBounded(bounded, stop);
          Map<String, Tensor> stages = new LinkedHashMap<>();
          stages.put("bounded", bounded);
          stages.put("levels", bounded.round().to(DType.I64));
          stages.put("quantised", quantized.passed());
          stages.put("index", quantized.indices());
          return new QuantizerVariant.Stages(quantized, stages);
        },
        false);
  }

  private void check(QuantizerVariant variant) {
    Section to = section.at(variant.group() + ".");
    variant.names().weights(section);
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put(FEATURES, section.input(FEATURES));
    inputs.put("upstream", section.input("upstream"));
    Checkpoint weights = file.named(variant.names().recorded());
    Parameters parameters = Parameters.of(weights);
    Program program =
        new Program(
            "quantizer_" + variant.group(),
            List.of(input(inputs, FEATURES), input(inputs, "upstream")),
            (make, in) -> outputs(variant, parameters, in, UnaryOperator.identity()));
    runner.run(program, weights, inputs).forEach(to::compare);
    if (backend instanceof GradientBackend on) {
      gradients(variant, to, inputs, on);
    } else {
      to.skip("grad.", "needs gradients, which " + backend.name() + " has not");
    }
  }

  private static Input input(Map<String, HostTensor> inputs, String name) {
    long[] sizes = Program.require(inputs, name).sizes();
    return Input.of(name, DType.F32, Dim.of(sizes[0]), Dim.of(sizes[1]));
  }

  /** The language loss is replaced by a sum whose gradient is known, {@code upstream}. */
  private Map<String, Tensor> outputs(
      QuantizerVariant variant, Parameters p, Map<String, Tensor> in, UnaryOperator<Tensor> stop) {
    QuantizerVariant.Stages stages =
        variant.network().quantize(p, Program.require(in, FEATURES), stop);
    Map<String, Tensor> outputs = new LinkedHashMap<>(stages.recorded());
    Tensor y = stages.quantized().embedding();
    Tensor task = y.times(Program.require(in, "upstream")).sum(1, false).sum(0, false);
    outputs.put("y", y);
    outputs.put("task", task);
    QuantizerLoss loss =
        new QuantizerLoss(
            settings.number(Setting.CODEBOOK_WEIGHT),
            settings.number(Setting.COMMITMENT_WEIGHT),
            variant.maskLastRow(),
            stop);
    Tensor total =
        loss.terms(stages.quantized())
            .map(
                terms -> {
                  outputs.put("codebook_loss", terms.codebook());
                  outputs.put("commitment_loss", terms.commitment());
                  return task.plus(loss.total(terms));
                })
            .orElse(task);
    outputs.put("loss", total);
    return outputs;
  }

  private void gradients(
      QuantizerVariant variant, Section to, Map<String, HostTensor> inputs, GradientBackend on) {
    Map<String, HostTensor> weights = variant.names().weights(section);
    weights.put(FEATURES, Program.require(inputs, FEATURES));
    HostTensor upstream = Program.require(inputs, "upstream");
    try (TrainedWeights trained = new TrainedWeights(on, weights, QuantizerNames::learns)) {
      Parameter features =
          trained.parameters().get(FEATURES, Program.require(inputs, FEATURES).sizes());
      trained.differentiate(
          scope -> {
            Map<String, Tensor> in =
                Map.of(
                    FEATURES,
                    scope.tensors().weight(features, DType.F32),
                    "upstream",
                    scope.upload(upstream));
            return Program.require(
                outputs(variant, trained.parameters(), in, scope::detached), "loss");
          });
      to.compare("grad." + FEATURES, trained.gradient(FEATURES));
      variant.names().recorded().keySet().stream()
          .filter(QuantizerNames::learns)
          .forEach(name -> to.compare(variant.names().gradient(name), trained.gradient(name)));
    }
  }
}
