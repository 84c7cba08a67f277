package ai.kelix.libtorch.internal;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import org.bytedeco.javacpp.PointerScope;

/** A JavaCPP pointer scope seen as a tensor scope. */
final class TorchScope implements TensorScope {
  private final PointerScope pointers = new PointerScope();
  private final TorchDevice device;
  private final EagerTensors tensors;
  private boolean closed;

  TorchScope(TorchDevice device) {
    this.device = device;
    this.tensors = new EagerTensors(device, EagerTensor.UNOBSERVED);
  }

  @Override
  public Tensors tensors() {
    return tensors;
  }

  @Override
  public Tensor upload(HostTensor values) {
    return tensors.wrap(device.upload(values));
  }

  @Override
  public HostTensor download(Tensor tensor) {
    Tensor plain = tensor.dtype().isFloating() ? tensor.to(DType.F32) : tensor;
    return Natives.download(EagerTensor.at(plain));
  }

  @Override
  public double number(Tensor scalar) {
    return EagerTensor.at(scalar).item_double();
  }

  @Override
  public Tensor detached(Tensor tensor) {
    return tensors.wrap(EagerTensor.at(tensor).detach());
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
