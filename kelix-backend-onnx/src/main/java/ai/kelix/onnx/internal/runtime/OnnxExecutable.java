package ai.kelix.onnx.internal.runtime;

import ai.kelix.onnx.internal.lowering.LoweredProgram;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.InputCheck;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WorkGate;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One program in one session. Thread-safe: ONNX Runtime runs one session from several threads.
 *
 * <p>A state is fed and, as a pinned output, also receives its update: the operators that update
 * caches notice that both are the same memory and write in place.
 */
final class OnnxExecutable implements Executable {
  private final OnnxBackend backend;
  private final LoweredProgram lowered;
  private final OrtSession session;
  private final InputCheck check;
  private final Set<String> requested;
  private final WorkGate gate;

  OnnxExecutable(OnnxBackend backend, LoweredProgram lowered, OrtSession session) {
    this.backend = backend;
    this.lowered = lowered;
    this.session = session;
    this.check = new InputCheck(lowered.program());
    this.requested = new LinkedHashSet<>(lowered.outputs().values());
    this.gate = new WorkGate("program '" + lowered.program().name() + "'");
  }

  @Override
  public Program program() {
    return lowered.program();
  }

  @Override
  public Map<String, DeviceTensor> run(Map<String, ? extends DeviceTensor> inputs) {
    List<OnnxDeviceTensor> used = new ArrayList<>(inputs.size());
    WorkGate.Pass pass = gate.enter();
    try {
      return run(inputs, used);
    } catch (OrtException e) {
      throw OnnxFailure.of(String.format(Locale.ROOT, "program '%s' failed", program().name()), e);
    } finally {
      used.forEach(OnnxDeviceTensor::release);
      pass.close();
    }
  }

  private Map<String, DeviceTensor> run(
      Map<String, ? extends DeviceTensor> inputs, List<OnnxDeviceTensor> used) throws OrtException {
    List<OnnxDeviceTensor> tensors = check.check(inputs, OnnxDeviceTensor.class).tensors();
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      String name = program().inputs().get(i).name();
      OnnxTensor handle = tensors.get(i).acquire();
      used.add(tensors.get(i));
      fed.put(name, handle);
      String updated = lowered.states().get(name);
      if (updated != null) {
        pinned.put(updated, handle);
      }
    }
    return collect(session.run(fed, requested, pinned), pinned.size());
  }

  /** Pinned outputs come first. The result object itself holds nothing native to close. */
  private Map<String, DeviceTensor> collect(OrtSession.Result result, int pinned) {
    Map<String, DeviceTensor> outputs = new LinkedHashMap<>();
    int index = pinned;
    for (String name : lowered.outputs().keySet()) {
      outputs.put(name, backend.adopt((OnnxTensor) result.get(index)));
      index++;
    }
    return outputs;
  }

  @Override
  public void close() {
    if (gate.close()) {
      backend.forget(this);
      try {
        session.close();
      } catch (OrtException e) {
        throw OnnxFailure.of(
            String.format(Locale.ROOT, "program '%s' could not be closed", program().name()), e);
      }
    }
  }
}
