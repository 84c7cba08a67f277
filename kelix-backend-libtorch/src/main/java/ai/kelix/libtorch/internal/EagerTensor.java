package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Convolution;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.TensorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that computes at once. Lives as long as the pointer scope in which it was made.
 *
 * @param stored the libtorch handle
 * @param observer hears of named stages
 * @param widens whether the handle is a weight as it lies in the file, in 16 bits, that counts as
 *     float32: its parts are widened when they are computed with, never the whole
 */
record EagerTensor(
    org.bytedeco.pytorch.Tensor stored,
    BiConsumer<String, org.bytedeco.pytorch.Tensor> observer,
    boolean widens)
    implements Tensor, EagerMath {

  /**
   * Output channels of a convolution that is differentiated come in multiples of this: with a
   * remainder, oneDNN's gradient of the input now and then holds NaN, from memory behind the last
   * channel that it does not clear.
   */
  private static final long LANES = 16;

  /** Observes nothing. */
  static final BiConsumer<String, org.bytedeco.pytorch.Tensor> UNOBSERVED = (stage, value) -> {};

  static org.bytedeco.pytorch.Tensor at(Tensor tensor) {
    if (tensor instanceof EagerTensor eager) {
      return eager.at();
    }
    throw new IllegalArgumentException(
        "a tensor of " + tensor.getClass().getName() + " was mixed with one of libtorch");
  }

  @Override
  public org.bytedeco.pytorch.Tensor at() {
    return widens ? stored.toType(Dtypes.toTorch(DType.F32)) : stored;
  }

  @Override
  public EagerTensor with(org.bytedeco.pytorch.Tensor result) {
    return new EagerTensor(result, observer, false);
  }

  /** Returns the same elements seen otherwise. */
  private EagerTensor view(org.bytedeco.pytorch.Tensor seen) {
    return new EagerTensor(seen, observer, widens);
  }

  private static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(at(tensor));
  }

  private static long[] sizes(Dim[] dims) {
    return Arrays.stream(dims).mapToLong(Dim::size).toArray();
  }

  @Override
  public Shape shape() {
    return Shape.of(Natives.sizes(stored));
  }

  @Override
  public Dim dim(int axis) {
    return Dim.of(stored.size(axis));
  }

  @Override
  public DType dtype() {
    return widens ? DType.F32 : Dtypes.fromTorch(stored.scalar_type());
  }

  @Override
  public Tensor named(String stage) {
    observer.accept(stage, at());
    return this;
  }

  @Override
  public Tensor to(DType dtype) {
    return dtype() == dtype ? this : with(at().toType(Dtypes.toTorch(dtype)));
  }

  @Override
  public Tensor matmul(Tensor other) {
    return with(at().matmul(at(other)));
  }

  @Override
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    if (weight instanceof EagerTensor eager && eager.widens) {
      return with(WideningProduct.of(at(), eager.stored, bias == null ? null : at(bias)));
    }
    if (!ReducedPrecision.applies(at(weight))) {
      return with(torch.linear(at(), at(weight), optional(bias)));
    }
    org.bytedeco.pytorch.Tensor product =
        torch.linear(ReducedPrecision.lower(at()), ReducedPrecision.lower(at(weight)));
    org.bytedeco.pytorch.Tensor raised = ReducedPrecision.raise(product);
    return with(bias == null ? raised : raised.add(at(bias)));
  }

  @Override
  public Tensor rows(Tensor ids) {
    if (stored.dim() == 2) {
      return view(torch.embedding(stored, at(ids))).widened();
    }
    long[] idSizes = Natives.sizes(at(ids));
    long[] rowSizes = Natives.sizes(stored);
    long[] sizes = Arrays.copyOf(idSizes, idSizes.length + rowSizes.length - 1);
    System.arraycopy(rowSizes, 1, sizes, idSizes.length, rowSizes.length - 1);
    return with(at().index_select(0, at(ids).reshape(-1)).reshape(sizes));
  }

  private EagerTensor widened() {
    return widens ? with(at()) : this;
  }

  @Override
  public Tensor gather(int axis, Tensor indices) {
    return with(at().gather(axis, at(indices)));
  }

  @Override
  public Tensor rmsNorm(@Nullable Tensor weight, double eps) {
    long[] width = {stored.size(-1)};
    return with(torch.rms_norm(at(), width, optional(weight), new DoubleOptional(eps)));
  }

  @Override
  public Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    long[] width = {stored.size(-1)};
    return with(torch.layer_norm(at(), width, optional(weight), optional(bias), eps, false));
  }

  @Override
  public Tensor softmax(int axis) {
    return with(at().softmax(axis));
  }

  @Override
  public Tensor logSoftmax(int axis) {
    return with(at().log_softmax(axis));
  }

  @Override
  public Tensor attention(
      Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale) {
    boolean grouped = stored.size(1) != at(keys).size(1);
    if (causal && mask != null) {
      throw new IllegalArgumentException("attention takes a mask or is causal, not both");
    }
    return with(
        torch.scaled_dot_product_attention(
            at(),
            at(keys),
            at(values),
            mask == null ? new TensorOptional() : new TensorOptional(twoDimensional(at(mask))),
            0.0,
            causal,
            new DoubleOptional(scale),
            grouped));
  }

  /** The kernels take no mask of fewer dimensions, though one broadcasts as well. */
  private static org.bytedeco.pytorch.Tensor twoDimensional(org.bytedeco.pytorch.Tensor mask) {
    return mask.dim() < 2 ? mask.reshape(1, mask.numel()) : mask;
  }

  @Override
  public Tensor cachedAttention(Tensor keys, Tensor values, KeyValueCache cache, double scale) {
    long past = at(cache.length()).item_long();
    long length = stored.size(2);
    org.bytedeco.pytorch.Tensor cachedKeys = at(cache.keys());
    org.bytedeco.pytorch.Tensor cachedValues = at(cache.values());
    long capacity = cachedKeys.size(2);
    if (past + length > capacity) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the KV cache holds %d positions, %d + %d are needed",
              capacity,
              past,
              length));
    }
    cachedKeys.narrow(2, past, length).copy_(at(keys));
    cachedValues.narrow(2, past, length).copy_(at(values));
    return with(
        torch.scaled_dot_product_attention(
            at(),
            cachedKeys.narrow(2, 0, past + length),
            cachedValues.narrow(2, 0, past + length),
            length == 1 ? new TensorOptional() : new TensorOptional(seesUpToItself(past, length)),
            0.0,
            false,
            new DoubleOptional(scale),
            stored.size(1) != cachedKeys.size(1)));
  }

  /** Row i of the new positions sees the cache and the new keys up to i. */
  private org.bytedeco.pytorch.Tensor seesUpToItself(long past, long length) {
    try (Scalar all = new Scalar(past + length);
        Scalar first = new Scalar(past);
        DeviceOptional here = new DeviceOptional(stored.device());
        TensorOptions plain = new TensorOptions(Dtypes.toTorch(DType.I64));
        TensorOptions options = plain.device(here)) {
      org.bytedeco.pytorch.Tensor keyPositions = torch.torch_arange(all, options);
      org.bytedeco.pytorch.Tensor queryPositions =
          torch.torch_arange(first, all, options).unsqueeze(1);
      return keyPositions.le(queryPositions);
    }
  }

  @Override
  public Tensor conv2d(Tensor weight, @Nullable Tensor bias, Convolution options) {
    long[] stride = {options.stride(), options.stride()};
    long[] padding = {options.padding(), options.padding()};
    long[] dilation = {1, 1};
    org.bytedeco.pytorch.Tensor kernel = at(weight);
    long produced = kernel.size(0);
    boolean pads = GradMode.is_enabled() && options.groups() == 1 && !stored.is_cuda();
    long missing = pads ? -produced & (LANES - 1) : 0;
    if (missing == 0) {
      return with(
          torch.conv2d(at(), kernel, optional(bias), stride, padding, dilation, options.groups()));
    }
    org.bytedeco.pytorch.Tensor shift = bias == null ? null : at(bias);
    org.bytedeco.pytorch.Tensor full =
        torch.conv2d(
            at(),
            padded(kernel, 0, 0, 0, 0, 0, 0, 0, missing),
            shift == null ? new TensorOptional() : new TensorOptional(padded(shift, 0, missing)),
            stride,
            padding,
            dilation,
            1);
    return with(full.narrow(1, 0, produced));
  }

  private static org.bytedeco.pytorch.Tensor padded(
      org.bytedeco.pytorch.Tensor tensor, long... padding) {
    try (Scalar zero = new Scalar(0.0)) {
      return torch.constant_pad_nd(tensor, padding, zero);
    }
  }

  @Override
  public Tensor upsampleNearest2x() {
    return with(torch.upsample_nearest2d(at(), 2 * stored.size(2), 2 * stored.size(3)));
  }

  @Override
  public Tensor where(Tensor condition, Tensor other) {
    return with(torch.where(at(condition), at(), at(other)));
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    List<org.bytedeco.pytorch.Tensor> all = new ArrayList<>(others.size() + 1);
    all.add(at());
    others.forEach(other -> all.add(at(other)));
    TensorVector vector = new TensorVector(all.toArray(org.bytedeco.pytorch.Tensor[]::new));
    return with(torch.cat(vector, axis));
  }

  @Override
  public Tensor reshape(Dim... dims) {
    return view(stored.reshape(sizes(dims)));
  }

  @Override
  public Tensor permute(int... axes) {
    return view(stored.permute(Arrays.stream(axes).asLongStream().toArray()));
  }

  @Override
  public Tensor transpose(int first, int second) {
    return view(stored.transpose(first, second));
  }

  @Override
  public Tensor unsqueeze(int axis) {
    return view(stored.unsqueeze(axis));
  }

  @Override
  public Tensor squeeze(int axis) {
    if (stored.size(axis) != 1) {
      throw new IllegalArgumentException("axis " + axis + " of " + shape() + " is not of size 1");
    }
    return view(stored.squeeze(axis));
  }

  @Override
  public Tensor narrow(int axis, Dim start, Dim length) {
    return view(stored.narrow(axis, start.size(), length.size()));
  }

  @Override
  public List<Tensor> chunk(int parts, int axis) {
    long size = stored.size(axis);
    if (size % parts != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "axis %d of %s cannot be cut into %d equal parts",
              axis,
              shape(),
              parts));
    }
    List<Tensor> chunks = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      chunks.add(view(stored.narrow(axis, part * (size / parts), size / parts)));
    }
    return chunks;
  }

  @Override
  public Tensor expand(Dim... dims) {
    return with(at().expand(sizes(dims)));
  }

  @Override
  public Tensor padEnd(int axis, Dim count, double value) {
    int fromLast = axis < 0 ? -axis : (int) stored.dim() - axis;
    long[] padding = new long[2 * fromLast];
    padding[2 * fromLast - 1] = count.size();
    try (Scalar fill = new Scalar(value)) {
      return with(torch.constant_pad_nd(at(), padding, fill));
    }
  }

  @Override
  public TensorMath.Sorted sortDescending() {
    // The pair owns its tensors; a result has to outlive it.
    try (BoolOptional stable = new BoolOptional(true);
        T_TensorTensor_T sorted = at().sort(stable, -1, true)) {
      return new TensorMath.Sorted(
          with(new org.bytedeco.pytorch.Tensor(sorted.get0())),
          with(new org.bytedeco.pytorch.Tensor(sorted.get1())));
    }
  }

  @Override
  public String toString() {
    return "EagerTensor[" + dtype() + " " + shape() + "]";
  }
}
