package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Runner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies what training computes against recordings that hold no model of their own: losses and
 * their gradients, quantisers, schedules, optimiser, masks, packs and sizes (kelix-training). Each
 * file of the folder is a part of the findings, called after it; losses of the networks run on the
 * models that lie beside.
 */
public final class TrainingVerification implements Verification {
  private static final String ENDING = ".safetensors";
  private static final List<String> FILES =
      List.of("quantizers", "unify", "nbp", "flow", "optim", "packing");

  private final Path folder;
  private final Backend backend;
  private final StatedSettings settings;
  private final Golden golden;
  private final Findings findings;
  private final Optional<PackingFile> documents;
  private final Optional<ResolutionFile> resolutions;

  TrainingVerification(Path folder, Backend backend) {
    this.folder = folder;
    this.backend = backend;
    this.settings = StatedSettings.read(folder);
    this.documents =
        isThere(PackingFile.FILE) ? Optional.of(PackingFile.read(folder)) : Optional.empty();
    this.resolutions =
        isThere(ResolutionFile.FILE) ? Optional.of(ResolutionFile.read(folder)) : Optional.empty();
    this.golden = new Golden(recorded());
    this.findings = new Findings(golden, TrainingVerification::tolerance);
  }

  /** Tells whether a folder holds such recordings. */
  static boolean isIn(Path folder) {
    List<String> names = new ArrayList<>(List.of(PackingFile.FILE, ResolutionFile.FILE));
    FILES.forEach(name -> names.add(name + ENDING));
    return !Files.exists(folder.resolve(Golden.FILE))
        && names.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private boolean isThere(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  private Map<String, Supplier<HostTensor>> recorded() {
    Map<String, Supplier<HostTensor>> recorded = new LinkedHashMap<>();
    for (String name : FILES) {
      if (isThere(name + ENDING)) {
        recorded.putAll(Golden.tensors(folder.resolve(name + ENDING), name + "."));
      }
    }
    documents.ifPresent(file -> recorded.putAll(file.recorded("packing.")));
    resolutions.ifPresent(file -> recorded.putAll(file.recorded("resolution.")));
    return recorded;
  }

  private static Tolerance tolerance(String name) {
    if (name.contains(".trajectory.")) {
      return Tolerance.ofLargest(2e-3);
    }
    if (name.startsWith("optim.lr.")
        || name.startsWith("optim.ema.")
        || name.equals("optim.adamw.rates")) {
      return Tolerance.ofLargest(1e-6);
    }
    if (name.contains("grad")) {
      return Tolerance.ofLargest(1e-3);
    }
    boolean isLoss =
        name.contains("loss") || name.endsWith(".task") || name.endsWith("text_visual_eob");
    return Tolerance.ofLargest(isLoss ? 2e-5 : 1e-4);
  }

  @Override
  public Report run() {
    part("quantizers", this::quantizers);
    part("unify", this::unification);
    part("nbp", this::nextBlock);
    part("flow", this::flow);
    part("optim", () -> new OptimizerChecks(section("optim"), settings, backend).run());
    documents.ifPresent(
        file -> part("packing", () -> new PackingChecks(section("packing"), file).run()));
    resolutions.ifPresent(file -> file.compare(section("resolution")));
    return new Report("training", backend.name(), findings.all());
  }

  private void part(String name, Runnable checks) {
    String prefix = name + ".";
    findings.group(
        prefix,
        () -> {
          settings.requireKnown(name);
          settings.requireKnown(Setting.TRAJECTORY_RATE.group());
          checks.run();
        });
  }

  private Section section(String name) {
    return new Section(golden, findings, name + ".");
  }

  private Checkpoint file(String name) {
    return Checkpoint.openFile(folder.resolve(name + ENDING));
  }

  private void quantizers() {
    Section section = section("quantizers");
    new QuantizerChecks(section, file("quantizers"), settings, backend).run();
    new CodebookChecks(section, settings).run();
  }

  private void unification() {
    new UnificationChecks(
            section("unify"), section("quantizers"), file("unify"), new Runner(backend))
        .run();
  }

  private void nextBlock() {
    Path model = SiblingWeights.of(folder, settings, "nbp", "ar-");
    new NextBlockChecks(section("nbp"), section("packing"), model, settings, backend).run();
  }

  private void flow() {
    Path model = SiblingWeights.of(folder, settings, "flow", "dit-");
    new FlowChecks(section("flow"), model, settings, backend).run();
  }
}
