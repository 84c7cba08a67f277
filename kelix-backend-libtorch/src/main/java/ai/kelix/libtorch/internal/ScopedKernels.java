package ai.kelix.libtorch.internal;

import ai.kelix.tensor.kernel.EagerTape;
import ai.kelix.tensor.kernel.Kernels;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Kernels whose results belong to the innermost scope of the thread, where there is one; without
 * one they are freed once nobody reaches them.
 *
 * @param kernels what computes
 */
record ScopedKernels(TorchKernels kernels) implements Kernels<Tensor> {

  /** Returns a tape that computes at once on a device. */
  static EagerTape<Tensor> tape(TorchDevice device) {
    TorchKernels kernels =
        new TorchKernels(
            device,
            weight -> {
              throw new IllegalStateException("there are no weights beside variables here");
            },
            CacheLengths.on(device));
    return new EagerTape<>(new ScopedKernels(kernels), Tensor.class, Natives::type);
  }

  @Override
  public List<Tensor> compute(Op op, List<Tensor> operands, List<TensorType> results) {
    List<Tensor> computed = kernels.compute(op, operands, results);
    PointerScope scope = PointerScope.getInnerScope();
    if (scope != null) {
      for (Tensor result : computed) {
        scope.attach(result);
        result.releaseReference();
      }
    }
    return computed;
  }

  @Override
  public Tensor copy(Tensor value) {
    return Natives.compact(value);
  }

  @Override
  public void release(Tensor value) {
    throw new IllegalStateException("a scope frees its values together");
  }
}
