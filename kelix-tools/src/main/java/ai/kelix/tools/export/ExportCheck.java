package ai.kelix.tools.export;

import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.quantization.PackedFolder;
import ai.kelix.formats.quantization.PackedManifest;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.export.StageError.Measure;
import ai.kelix.tools.inspect.ComponentInspection;
import ai.kelix.tools.inspect.Inspection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs an exported model and its original on the same inputs and compares every stage. One of the
 * two is in memory at a time. For one thread.
 */
public final class ExportCheck {
  /** Stages that depend on which code was nearest, where a small error may change everything. */
  private static final Set<String> AFTER_CHOICE =
      Set.of("tok.token_embeds", "tok.z_q", "tok.codebook_loss", "tok.commitment_loss");

  private static final String LOGITS = "tf.logits";
  private static final String NEXT = "next token";

  private final Runner runner;
  private final List<StageError> errors = new ArrayList<>();

  private ExportCheck(Backend backend) {
    this.runner = new Runner(backend);
  }

  /**
   * Compares all components of a folder.
   *
   * @param exported what {@link ModelExport} wrote; it holds the original weights too
   * @param backend one that multiplies by packed weights
   * @return one row per stage, in the order in which they are computed
   * @throws ai.kelix.tensor.weights.CheckpointException if the folder is malformed
   */
  public static List<StageError> run(Path exported, Backend backend) {
    ExportCheck check = new ExportCheck(backend);
    for (ComponentInspection component : Inspection.of(exported)) {
      check.component(component.kind(), component.folder());
    }
    return List.copyOf(check.errors);
  }

  private void component(ComponentKind kind, Path folder) {
    WeightFormat format =
        PackedManifest.find(folder).map(PackedManifest::format).orElse(WeightFormat.FP32);
    try (TensorSource stored = kind.open(folder);
        TensorSource packed = PackedFolder.open(kind, folder)) {
      CheckInputs inputs = CheckInputs.of(kind, folder, stored);
      for (Program program : inputs.programs()) {
        Map<String, HostTensor> arguments = inputs.of(program);
        Map<String, HostTensor> exact = runner.run(program, stored, arguments);
        Map<String, HostTensor> found = runner.run(program, packed, arguments);
        compare(program, exact, found, inputs.choices(), format);
        inputs.remember(exact);
      }
    }
  }

  private void compare(
      Program program,
      Map<String, HostTensor> exact,
      Map<String, HostTensor> found,
      List<Choices.Choice> choices,
      WeightFormat format) {
    exact.forEach(
        (name, value) -> {
          HostTensor other = Program.require(found, name);
          if (!value.dtype().isFloating()) {
            add(program, name, Measure.CODES, Deviation.differing(value, other), format);
          } else if (!AFTER_CHOICE.contains(name)) {
            add(program, name, Measure.RELATIVE, Deviation.relative(value, other), format);
          }
          if (name.equals(LOGITS)) {
            double differing = Choices.differing(choices, value, other);
            add(program, NEXT, Measure.CHOICES, differing, format);
            double divergence = Choices.divergence(choices, value, other);
            add(program, NEXT, Measure.DIVERGENCE, divergence, format);
          }
        });
  }

  private void add(
      Program program, String stage, Measure measure, double error, WeightFormat format) {
    ErrorLimit limit = ErrorLimit.of(format, measure);
    errors.add(new StageError(program.name(), stage, measure, error, limit.most(), limit.reason()));
  }
}
