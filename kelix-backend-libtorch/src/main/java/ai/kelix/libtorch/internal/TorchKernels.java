package ai.kelix.libtorch.internal;

import ai.kelix.tensor.kernel.Kernels;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Normalization;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Reduction;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * How libtorch computes each operation. What an operation needs beside its results is freed with
 * it: JavaCPP counts references to a handle from zero, a scope holds one while it is open, and a
 * result leaves here with one that belongs to the caller. As thread-safe as libtorch.
 */
final class TorchKernels implements Kernels<Tensor> {
  private final SourceKernels sources;
  private final AttendingKernels attending;

  /**
   * Makes kernels.
   *
   * @param device where sources lie
   * @param weights where weights come from
   * @param lengths how attention learns how far a cache is filled
   */
  TorchKernels(TorchDevice device, WeightTable weights, CacheLengths lengths) {
    this.sources = new SourceKernels(device, weights);
    this.attending = new AttendingKernels(lengths);
  }

  /** Where the weights of a program come from. */
  @FunctionalInterface
  interface WeightTable {
    /** Returns a weight, which stays the table's. */
    Tensor get(Source.Weight weight);
  }

  @Override
  public List<Tensor> compute(Op op, List<Tensor> operands, List<TensorType> results) {
    if (op instanceof Source.Weight weight) {
      return List.of(sources.weight(weight));
    }
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> computed = computed(op, operands);
      for (int i = 0; i < computed.size(); i++) {
        computed.get(i).retainReference();
      }
      return computed;
    } catch (RuntimeException e) {
      throw NativeFailure.named(e, op, operands);
    }
  }

  private List<Tensor> computed(Op op, List<Tensor> operands) {
    return switch (op) {
      case Reduction reduction -> ReductionKernels.compute(reduction, operands.get(0));
      case Source source -> List.of(sources.compute(source));
      case Unary unary -> List.of(UnaryKernels.compute(unary, operands.get(0)));
      case Binary binary ->
          List.of(BinaryKernels.compute(binary, operands.get(0), operands.get(1)));
      case Elementwise elementwise -> List.of(ElementwiseKernels.compute(elementwise, operands));
      case Normalization norm -> List.of(NormalizationKernels.compute(norm, operands));
      case View view -> List.of(ViewKernels.compute(view, operands.get(0)));
      case Arrangement arrangement -> List.of(ArrangementKernels.compute(arrangement, operands));
      case Product product -> List.of(ProductKernels.compute(product, operands));
      case Attending attention -> List.of(attending.compute(attention, operands));
    };
  }

  @Override
  public boolean overwrite(Op op, List<Tensor> operands, int spent) {
    try {
      return Overwriting.compute(op, operands, spent);
    } catch (RuntimeException e) {
      throw NativeFailure.named(e, op, operands);
    }
  }

  @Override
  public Tensor copy(Tensor value) {
    try (PointerScope scope = new PointerScope()) {
      return Natives.compact(value).retainReference();
    }
  }

  @Override
  public void release(Tensor value) {
    value.releaseReference();
  }
}
