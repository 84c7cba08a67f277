package ai.kelix.libtorch.internal;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.HostTensor;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes eager tensors.
 *
 * @param device where they lie
 * @param observer hears of the stages of tensors made here and derived from them
 */
record EagerTensors(TorchDevice device, BiConsumer<String, org.bytedeco.pytorch.Tensor> observer)
    implements Tensors {

  EagerTensor wrap(org.bytedeco.pytorch.Tensor tensor) {
    return new EagerTensor(tensor, observer, false);
  }

  /** Wraps a weight that may be kept in the type in which it is stored. */
  EagerTensor weight(org.bytedeco.pytorch.Tensor tensor) {
    boolean whole = tensor.scalar_type().intern() == Dtypes.toTorch(DType.F32).intern();
    return new EagerTensor(tensor, observer, !whole);
  }

  @Override
  public Tensor constant(float[] values, long... sizes) {
    return wrap(device.upload(HostTensor.of(values, sizes)));
  }

  @Override
  public Tensor constant(long[] values, long... sizes) {
    return wrap(device.upload(HostTensor.of(values, sizes)));
  }

  @Override
  public Tensor scalar(double value, DType dtype) {
    return full(value, dtype, Shape.of(new Dim[0]));
  }

  @Override
  public Tensor range(Dim count) {
    try (Scalar end = new Scalar(count.size());
        TensorOptions options = device.options(DType.I64)) {
      return wrap(torch.torch_arange(end, options));
    }
  }

  @Override
  public Tensor sizeOf(Dim dim) {
    return scalar((double) dim.size(), DType.I64);
  }

  @Override
  public Tensor full(double value, DType dtype, Shape shape) {
    try (Scalar fill = new Scalar(value)) {
      return wrap(device.empty(dtype, shape.sizes()).fill_(fill));
    }
  }
}
