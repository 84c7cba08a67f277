package ai.kelix.onnx.internal.runtime;

import ai.kelix.BackendException;
import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.GraphEncoder;
import ai.kelix.onnx.internal.lowering.LoweredProgram;
import ai.kelix.tensor.program.BackendOptions;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens sessions with the settings that all programs share.
 *
 * <p>Packing weights for the matrix kernels is off: it would copy every weight of every session out
 * of the mapped checkpoint, takes most of a session's start, and gains little. Integer weights are
 * the exception: without packing they would be unpacked to float32 for every product.
 */
final class Sessions {
  private static final String WEIGHT_FOLDER =
      "session.model_external_initializers_file_folder_path";

  /** Long enough to bridge the gap between two operations, too short to burn an idle phone. */
  private static final String SPIN_MICROSECONDS = "100";

  private final BackendOptions options;

  Sessions(BackendOptions options) {
    this.options = options;
    Optional<String> other = options.device().filter(device -> !device.equalsIgnoreCase("cpu"));
    if (other.isPresent()) {
      throw new BackendException(
          String.format(
              Locale.ROOT,
              "the ONNX backend runs on 'cpu' only, asked for '%s'; for GPUs use"
                  + " kelix-backend-libtorch",
              other.get()));
    }
  }

  OrtSession open(OrtEnvironment environment, LoweredProgram lowered) {
    WeightFolder weights = new WeightFolder(lowered.graph());
    byte[] model = GraphEncoder.encode(lowered.graph(), weights::locate);
    try (OrtSession.SessionOptions settings = settings(weights.folder(), lowered.graph())) {
      return environment.createSession(model, settings);
    } catch (OrtException e) {
      throw OnnxFailure.of(
          "ONNX Runtime refused the graph of program '" + lowered.program().name() + "'", e);
    }
  }

  private OrtSession.SessionOptions settings(Optional<Path> folder, Graph graph)
      throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    settings.setIntraOpNumThreads(options.threads());
    boolean integers = graph.nodes().stream().anyMatch(n -> n.operator().equals("MatMulNBits"));
    settings.addConfigEntry("session.disable_prepacking", integers ? "0" : "1");
    settings.addConfigEntry("session.intra_op.spin_duration_us", SPIN_MICROSECONDS);
    if (folder.isPresent()) {
      settings.addConfigEntry(WEIGHT_FOLDER, folder.get().toString());
    }
    return settings;
  }
}
