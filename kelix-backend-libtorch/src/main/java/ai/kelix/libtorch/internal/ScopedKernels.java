package ai.kelix.libtorch.internal;

import ai.kelix.tensor.kernel.EagerTape;
import ai.kelix.tensor.kernel.Kernels;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.DType;
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

  /** Returns a tape that computes at once on a device and knows no weights. */
  static EagerTape<Tensor> tape(TorchDevice device) {
    return tape(
        device,
        weight -> {
          throw new IllegalStateException(
              "weight '"
                  + weight.name()
                  + "' is asked for in a scope without variables; open it with scope(variables)");
        });
  }

  /** Returns a tape that computes at once on a device, with weights that stay the table's. */
  static EagerTape<Tensor> tape(TorchDevice device, TorchKernels.WeightTable weights) {
    TorchKernels kernels = new TorchKernels(device, weights, CacheLengths.on(device));
    return new EagerTape<>(new ScopedKernels(kernels), Tensor.class, Natives::type);
  }

  @Override
  public List<Tensor> compute(Op op, List<Tensor> operands, List<TensorType> results) {
    if (op instanceof Source.Weight weight) {
      return List.of(weight(weight, results));
    }
    return scoped(kernels.compute(op, operands, results));
  }

  /** Variables are kept in float32, whatever the network computes in. */
  private Tensor weight(Source.Weight weight, List<TensorType> results) {
    List<Tensor> kept = kernels.compute(weight, List.of(), results);
    DType wanted = weight.type().dtype();
    return wanted == DType.F32
        ? kept.get(0)
        : scoped(kernels.compute(new Elementwise.To(wanted), kept, results)).get(0);
  }

  private static List<Tensor> scoped(List<Tensor> computed) {
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
