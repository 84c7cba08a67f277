package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.kernel.EagerTape;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import org.bytedeco.javacpp.PointerScope;

/** A JavaCPP pointer scope seen as a tensor scope. */
final class TorchScope implements TensorScope {
  private final PointerScope pointers = new PointerScope();
  private final TorchDevice device;
  private final EagerTape<org.bytedeco.pytorch.Tensor> tape;
  private boolean closed;

  TorchScope(TorchDevice device) {
    this(device, ScopedKernels.tape(device));
  }

  /** Opens a scope in which weights are variables. */
  TorchScope(TorchDevice device, TorchVariables variables) {
    this(
        device,
        ScopedKernels.tape(
            device, weight -> variables.leaf(weight.name(), weight.type().shape().sizes())));
  }

  private TorchScope(TorchDevice device, EagerTape<org.bytedeco.pytorch.Tensor> tape) {
    this.device = device;
    this.tape = tape;
  }

  @Override
  public Tensors tensors() {
    return new Tensors(tape);
  }

  @Override
  public Tensor upload(HostTensor values) {
    return tape.tensor(device.upload(values));
  }

  @Override
  public HostTensor download(Tensor tensor) {
    Tensor plain = tensor.dtype().isFloating() ? tensor.to(DType.F32) : tensor;
    return Natives.download(tape.value(plain));
  }

  @Override
  public double number(Tensor scalar) {
    return tape.value(scalar).item_double();
  }

  @Override
  public Tensor detached(Tensor tensor) {
    return tape.tensor(tape.value(tensor).detach());
  }

  @Override
  public Quiet withoutGradients() {
    return GradientRecording.suspended();
  }

  @Override
  public Quiet withReducedPrecision(boolean reduced) {
    return ReducedPrecision.set(reduced);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pointers.close();
    }
  }
}
