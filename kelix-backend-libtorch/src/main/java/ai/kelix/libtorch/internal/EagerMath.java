package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.TensorMath;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.global.torch;

/** The element-wise and reducing half of {@link EagerTensor}. */
interface EagerMath extends TensorMath {

  /** Returns the libtorch handle. */
  org.bytedeco.pytorch.Tensor at();

  /** Wraps a result with the same observer. */
  EagerTensor with(org.bytedeco.pytorch.Tensor result);

  private Scalar scalar(double number) {
    boolean whole = !at().is_floating_point() && number == Math.rint(number);
    return whole ? new Scalar((long) number) : new Scalar(number);
  }

  @Override
  default Tensor negated() {
    return with(at().neg());
  }

  @Override
  default Tensor square() {
    return with(at().square());
  }

  @Override
  default Tensor sqrt() {
    return with(at().sqrt());
  }

  @Override
  default Tensor abs() {
    return with(at().abs());
  }

  @Override
  default Tensor exp() {
    return with(at().exp());
  }

  @Override
  default Tensor log() {
    return with(at().log());
  }

  @Override
  default Tensor sin() {
    return with(at().sin());
  }

  @Override
  default Tensor cos() {
    return with(at().cos());
  }

  @Override
  default Tensor floor() {
    return with(at().floor());
  }

  @Override
  default Tensor round() {
    return with(at().round());
  }

  @Override
  default Tensor tanh() {
    return with(at().tanh());
  }

  @Override
  default Tensor sigmoid() {
    return with(at().sigmoid());
  }

  @Override
  default Tensor relu() {
    return with(at().relu());
  }

  @Override
  default Tensor plus(Tensor other) {
    return with(at().add(EagerTensor.at(other)));
  }

  @Override
  default Tensor minus(Tensor other) {
    return with(at().sub(EagerTensor.at(other)));
  }

  @Override
  default Tensor times(Tensor other) {
    return with(at().mul(EagerTensor.at(other)));
  }

  @Override
  default Tensor maximum(Tensor other) {
    return with(at().maximum(EagerTensor.at(other)));
  }

  @Override
  default Tensor minimum(Tensor other) {
    return with(at().minimum(EagerTensor.at(other)));
  }

  @Override
  default Tensor and(Tensor other) {
    return with(at().logical_and(EagerTensor.at(other)));
  }

  @Override
  default Tensor equalTo(Tensor other) {
    return with(at().eq(EagerTensor.at(other)));
  }

  @Override
  default Tensor lessThan(Tensor other) {
    return with(at().lt(EagerTensor.at(other)));
  }

  @Override
  default Tensor atLeast(Tensor other) {
    return with(at().ge(EagerTensor.at(other)));
  }

  @Override
  default Tensor plus(double number) {
    try (Scalar scalar = scalar(number)) {
      return with(at().add(scalar));
    }
  }

  @Override
  default Tensor times(double number) {
    try (Scalar scalar = scalar(number)) {
      return with(at().mul(scalar));
    }
  }

  @Override
  default Tensor dividedBy(Tensor other) {
    if (at().is_floating_point()) {
      return with(at().div(EagerTensor.at(other)));
    }
    // The native side keeps no copy of the word.
    try (BytePointer truncating = new BytePointer("trunc");
        StringViewOptional mode = new StringViewOptional(truncating)) {
      return with(at().div(EagerTensor.at(other), mode));
    }
  }

  @Override
  default Tensor clamp(double min, double max) {
    boolean floating = at().is_floating_point();
    try (Scalar low = floating ? scalar(min) : new Scalar((long) Math.ceil(min));
        Scalar high = floating ? scalar(max) : new Scalar((long) Math.floor(max))) {
      return with(at().clamp(new ScalarOptional(low), new ScalarOptional(high)));
    }
  }

  @Override
  default Tensor silu() {
    return with(torch.silu(at()));
  }

  @Override
  default Tensor gelu() {
    return with(torch.gelu(at()));
  }

  @Override
  default Tensor geluTanh() {
    return with(torch.gelu(at(), "tanh"));
  }

  @Override
  default Tensor not() {
    return with(at().logical_not());
  }

  @Override
  default Tensor sum(int axis, boolean keepDim) {
    long[] axes = {axis};
    return with(at().sum(axes, keepDim, new ScalarTypeOptional()));
  }

  @Override
  default Tensor mean(int axis, boolean keepDim) {
    long[] axes = {axis};
    return with(at().mean(axes, keepDim, new ScalarTypeOptional()));
  }

  @Override
  default Tensor max(int axis, boolean keepDim) {
    long[] axes = {axis};
    return with(at().amax(axes, keepDim));
  }

  @Override
  default Tensor argmax(int axis, boolean keepDim) {
    return with(at().argmax(new LongOptional(axis), keepDim));
  }

  @Override
  default Tensor argmin(int axis, boolean keepDim) {
    return with(at().argmin(new LongOptional(axis), keepDim));
  }

  @Override
  default Tensor cumulativeSum(int axis) {
    return with(at().cumsum(axis));
  }
}
