package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Verifies the autoregressive model against recordings named as in the fixtures (kelix-ar). */
public final class LanguageVerification implements Verification {
  private static final Tolerance FLOATS = Tolerance.ofLargest(1e-4);

  /** A cross-entropy may be tiny although its logits are not. */
  private static final Tolerance NATS = Tolerance.absolute(1e-4);

  private static final Tolerance PIXELS = Tolerance.absolute(1e-6);

  private final ArConfig config;
  private final Checkpoint weights;
  private final VisionPrograms eyes;
  private final LanguagePrograms language;
  private final Golden golden;
  private final Arguments arguments;
  private final Runner runner;
  private final Backend backend;
  private final Findings findings;

  LanguageVerification(
      Path folder, Path configFolder, Golden golden, Arguments arguments, Backend backend) {
    this.config = ArConfigReader.read(configFolder.resolve("config.json"));
    this.weights = Checkpoint.openLanguageModel(folder);
    Parameters parameters = Parameters.of(weights);
    this.eyes =
        new VisionPrograms(
            new KelixTokenizerModel(parameters, config.tokenizer()), Precision.FLOAT32);
    this.language =
        new LanguagePrograms(new KelixLanguageModel(parameters, config), Precision.FLOAT32);
    this.golden = golden;
    this.arguments = arguments;
    this.backend = backend;
    this.runner = new Runner(backend);
    this.findings = new Findings(golden, LanguageVerification::tolerance);
  }

  private static Tolerance tolerance(String name) {
    if (name.endsWith("pixel_values")) {
      return PIXELS;
    }
    return name.startsWith("loss.") ? NATS : FLOATS;
  }

  @Override
  public Report run() {
    PreprocessorConfig limits = PreprocessorConfig.ofPatch(config.tokenizer().vision().patchSize());
    findings.group("pp.", new FrontEndChecks(golden, findings, arguments, limits)::run);
    findings.group("vit.", this::vision);
    findings.group("tok.", this::vision);
    findings.group("tf.", this::teacherForcing);
    findings.group("emb.", this::embedding);
    findings.group("loss.", () -> losses().run());
    new GenerationChecks(config, golden, findings, backend, weights).run();
    return new Report("autoregressive model", backend.name(), findings.all());
  }

  private LossChecks losses() {
    return new LossChecks(language.model(), golden, findings, runner, weights);
  }

  private void vision() {
    if (!golden.has("pp.pixel_values") || !golden.has("pp.image_grid_thw")) {
      return;
    }
    HostTensor codebook =
        Program.require(runner.run(eyes.codebook(), weights, Map.of()), "tok.codebook");
    findings.compare("tok.codebook", codebook);
    List<Map<String, HostTensor>> images = new ArrayList<>();
    long[] grid = golden.get("pp.image_grid_thw").longs();
    float[] pixels = golden.get("pp.pixel_values").floats();
    int flat = pixels.length;
    long patches = 0;
    for (int i = 0; i < grid.length; i += 3) {
      patches += grid[i] * grid[i + 1] * grid[i + 2];
    }
    int each = Math.toIntExact(flat / patches);
    int from = 0;
    for (int i = 0; i < grid.length; i += 3) {
      int count = Math.toIntExact(grid[i + 1] * grid[i + 2]) * each;
      HostTensor image =
          HostTensor.of(
              Arrays.copyOfRange(pixels, from, from + count), grid[i + 1], grid[i + 2], each);
      images.add(
          runner.run(
              eyes.encode(config.backbone().vocabSize()),
              weights,
              Map.of("pixels", image, "codebook", codebook)));
      from += count;
    }
    if (images.size() == 1) {
      findings.compareAll("", images.get(0));
      return;
    }
    losses(images);
    findings.compareAll("", Joined.images(images, golden));
  }

  /** Losses are of all cells together, of which the very last is left out (kelix-ar §6.6). */
  private void losses(List<Map<String, HostTensor>> images) {
    HostTensor losses =
        Program.require(
            runner.run(
                eyes.losses(),
                weights,
                Map.of("z", cells(images, "tok.z"), "chosen", cells(images, "tok.z_q"))),
            "losses");
    findings.compare("tok.codebook_loss", losses);
    findings.compare("tok.commitment_loss", losses);
  }

  private static HostTensor cells(List<Map<String, HostTensor>> images, String name) {
    return Joined.concat(images.stream().map(image -> Program.require(image, name)).toList(), 1);
  }

  private void teacherForcing() {
    HostTensor blocks = golden.get("tf.blocks");
    expansion("tf.input_ids", "tf.blocks");
    Map<String, HostTensor> stages =
        runner.run(language.teacherForced(), weights, Map.of("blocks", blocks));
    stages.forEach(
        (name, value) -> {
          String rows = name.startsWith("tf.head.") ? "tf.head.positions" : name + ".positions";
          boolean selected = golden.has(rows) && !name.equals(rows);
          findings.compare(name, selected ? Joined.rows(value, golden.get(rows).longs()) : value);
        });
    findings.input("tf.head.positions", "tf.logits.positions");
  }

  /** The image ids of the expansion are those of the fixture's own image. */
  private void expansion(String idsName, String blocksName) {
    findings.input(idsName);
    if (!golden.has(idsName) || !golden.has("tok.aligned_ids")) {
      return;
    }
    BlockLayout layout = config.backbone().layout();
    int[] ids = Layouts.ints(golden.get(idsName).longs());
    long[] rows = golden.get("tok.aligned_ids").longs();
    int[] expanded = layout.expand(ids, Layouts.ints(rows));
    findings.compare(
        blocksName, HostTensor.of(Layouts.longs(expanded), 1, ids.length, layout.width()));
  }

  private void embedding() {
    findings.input("emb.corner_blocks");
    Map<String, HostTensor> outputs =
        runner.run(language.embed(), weights, Map.of("blocks", golden.get("emb.corner_blocks")));
    findings.compare("emb.corner_slot_embeds", Program.require(outputs, "slots"));
    findings.compare("emb.corner_embeds", Program.require(outputs, "embeds"));
  }
}
