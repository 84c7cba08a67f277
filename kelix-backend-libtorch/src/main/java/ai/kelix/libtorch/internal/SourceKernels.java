package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Operations without operands.
 *
 * @param device where results lie
 * @param weights where weights come from
 */
record SourceKernels(TorchDevice device, TorchKernels.WeightTable weights) {

  Tensor compute(Source source) {
    return switch (source) {
      case Source.Input input ->
          throw new IllegalStateException("input '" + input.name() + "' was given no value");
      case Source.Weight weight -> weight(weight);
      case Source.Constant constant ->
          device.upload(
              HostTensor.wrap(
                  constant.elements(), constant.type().dtype(), constant.type().shape().sizes()));
      case Source.Scalar scalar -> filled(scalar.type(), number(scalar.value(), scalar.dtype()));
      case Source.Range range -> Natives.range(device, range.count().size());
      case Source.SizeOf size -> filled(size.type(), new Scalar(size.dim().size()));
      case Source.Full full -> filled(full.type(), number(full.value(), full.type().dtype()));
    };
  }

  Tensor weight(Source.Weight weight) {
    return weights.get(weight);
  }

  private Tensor filled(TensorType type, Scalar value) {
    return device.empty(type.dtype(), type.shape().sizes()).fill_(value);
  }

  private static Scalar number(double value, DType dtype) {
    return dtype.isFloating() ? new Scalar(value) : new Scalar((long) value);
  }
}
