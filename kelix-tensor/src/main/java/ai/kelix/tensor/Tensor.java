package ai.kelix.tensor;

import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Normalization;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable handle on a multidimensional array.
 *
 * <p>Its methods apply the operations of {@link Op}, each of which owns the rule of types and
 * shapes that it takes. Operands of one operation have the same {@link DType} and belong to the
 * same {@link Tape}; shapes broadcast from the innermost dimension as in NumPy. An axis counts from
 * 0; negative axes count from the end. Violations are an {@link IllegalArgumentException} that
 * names the operation and all operands. What an operation then does is up to the tape: one records
 * a graph, another computes at once.
 *
 * <p>Handles are confined to the thread that made them unless a backend says otherwise, and live as
 * long as the scope in which they were made.
 */
public final class Tensor implements TensorShaping, TensorMath {
  private final Tape tape;
  private final TensorType type;
  private final Object handle;

  /**
   * Makes a handle; for tapes.
   *
   * @param tape what applies operations to it
   * @param type what it holds
   * @param handle by what the tape knows it
   */
  public Tensor(Tape tape, TensorType type, Object handle) {
    this.tape = tape;
    this.type = type;
    this.handle = handle;
  }

  /** Returns what applies operations to this tensor. */
  public Tape tape() {
    return tape;
  }

  /** Returns the type of the elements, which is that of their memory, with the shape. */
  public TensorType type() {
    return type;
  }

  /** Returns by what the tape knows it; for the tape. */
  public Object handle() {
    return handle;
  }

  /** Returns the shape; all dimensions are known where operations compute at once. */
  @Override
  public Shape shape() {
    return type.shape();
  }

  /** Returns the element type. */
  public DType dtype() {
    return type.dtype();
  }

  /** Returns one dimension; −1 is the innermost. */
  public Dim dim(int axis) {
    return type.dim(axis);
  }

  @Override
  public int axis(int axis, String operation) {
    return Shape.axis(axis, type.rank(), operation);
  }

  @Override
  public Tensor apply(Op op, Tensor... others) {
    return applyAll(op, others).get(0);
  }

  @Override
  public List<Tensor> applyAll(Op op, Tensor... others) {
    if (others.length == 0) {
      return tape.apply(op, List.of(this));
    }
    List<Tensor> operands = new ArrayList<>(others.length + 1);
    operands.add(this);
    operands.addAll(List.of(others));
    return tape.apply(op, operands);
  }

  private Tensor applyPresent(Op op, @Nullable Tensor... others) {
    List<Tensor> operands = new ArrayList<>(others.length + 1);
    operands.add(this);
    for (Tensor other : others) {
      if (other != null) {
        operands.add(other);
      }
    }
    return tape.apply(op, operands).get(0);
  }

  /**
   * Names this value for observers: a verification run records it, a recorded graph calls its value
   * so. Costs nothing otherwise. Returns the tensor to go on with, which is this value.
   *
   * @param stage the stage, named as in the golden fixtures, such as {@code vit.l0.attn_out}
   */
  public Tensor named(String stage) {
    tape.named(stage, this);
    return this;
  }

  /** Returns the factory of tensors that belong with this one. */
  public Tensors make() {
    return new Tensors(tape);
  }

  /** Returns a parameter in the element type of this tensor, to compute with it. */
  public Tensor weight(Parameter parameter) {
    return make().weight(parameter, dtype());
  }

  /** Converts the element type; floats become integers by truncation towards zero. */
  public Tensor to(DType dtype) {
    return dtype == dtype() ? this : apply(new Elementwise.To(dtype));
  }

  /**
   * Matrix product over the two innermost dimensions, {@code [..., m, k] · [..., k, n]}; outer
   * dimensions broadcast.
   */
  public Tensor matmul(Tensor other) {
    return apply(new Product.Matmul(), other);
  }

  /**
   * {@code x · weightᵀ + bias} over the innermost dimension.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return applyPresent(new Product.Linear(bias != null), weight, bias);
  }

  /**
   * Rows of a table: this tensor is the table {@code [rows, ...]}.
   *
   * @param ids {@link DType#I64}, any shape, each in {@code 0 … rows−1}
   * @return {@code ids.shape + table.shape[1:]}
   */
  public Tensor rows(Tensor ids) {
    return apply(new Arrangement.Rows(), ids);
  }

  /**
   * Takes along one axis the element at each index; ranks are equal.
   *
   * @param indices {@link DType#I64}
   */
  public Tensor gather(int axis, Tensor indices) {
    return apply(new Arrangement.Gather(axis(axis, "gather")), indices);
  }

  /** {@code x / sqrt(mean(x²) + eps) · weight} over the innermost dimension, in float32. */
  public Tensor rmsNorm(@Nullable Tensor weight, double eps) {
    return applyPresent(new Normalization.RmsNorm(eps, weight != null), weight);
  }

  /**
   * Mean and variance normalisation over the innermost dimension with the biased variance, in
   * float32.
   */
  public Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return applyPresent(
        new Normalization.LayerNorm(eps, weight != null, bias != null), weight, bias);
  }

  /**
   * Softmax attention: this tensor holds the queries {@code [batch, heads, length, width]}.
   *
   * @param keys {@code [batch, keyHeads, keyLength, width]}; query head {@code g} reads key head
   *     {@code g / (heads / keyHeads)}
   * @param values {@code [batch, keyHeads, keyLength, width]}
   * @param mask added to the logits, broadcast to {@code [batch, heads, length, keyLength]}; null
   *     for none
   * @param causal whether a query sees only keys up to its own position; lengths are then equal
   * @param scale factor on the logits
   * @return {@code [batch, heads, length, width]}
   */
  public Tensor attention(
      Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale) {
    return applyPresent(new Attending.Attention(mask != null, causal, scale), keys, values, mask);
  }

  /**
   * Causal attention that appends to a key/value cache: this tensor holds the queries of the new
   * positions {@code [batch, heads, length, width]}. Row {@code i} sees the cache and the new keys
   * up to itself.
   *
   * @param keys new keys {@code [batch, keyHeads, length, width]}
   * @param values new values, same shape
   * @param cache where earlier keys and values lie and the new ones are written in place
   * @param scale factor on the logits
   * @return {@code [batch, heads, length, width]}
   */
  public Tensor cachedAttention(Tensor keys, Tensor values, KeyValueCache cache, double scale) {
    return apply(
        new Attending.CachedAttention(scale),
        keys,
        values,
        cache.keys(),
        cache.values(),
        cache.length());
  }

  /**
   * Turns pairs of elements by angles: element {@code i} of {@code [..., e]} with {@code i + e/2},
   * (a, b) becoming (a·cos − b·sin, b·cos + a·sin) (kelix-ar §5.3, §8.2, kelix-dit §7.4).
   *
   * @param cos cosines of the angles, which broadcast to {@code [..., e/2]}
   * @param sin sines of the angles, same shape
   */
  public Tensor rotaryEmbedding(Tensor cos, Tensor sin) {
    return apply(new Attending.RotaryEmbedding(), cos, sin);
  }

  /**
   * Cross-correlation of an image {@code [batch, in, height, width]}.
   *
   * @param weight {@code [out, in/groups, kernelHeight, kernelWidth]}
   * @param bias {@code [out]} or null
   */
  public Tensor conv2d(Tensor weight, @Nullable Tensor bias, Convolution options) {
    return applyPresent(new Product.Conv2d(options, bias != null), weight, bias);
  }

  /** Doubles height and width of {@code [batch, channels, height, width]} by repetition. */
  public Tensor upsampleNearest2x() {
    return apply(new Product.UpsampleNearest2x());
  }

  /** One value of {@code this} where {@code condition} holds, else of {@code other}; broadcasts. */
  public Tensor where(Tensor condition, Tensor other) {
    return apply(new Elementwise.Where(), condition, other);
  }

  /** Joins tensors along one axis. */
  public Tensor concat(int axis, List<Tensor> others) {
    return apply(new Arrangement.Concat(axis(axis, "concat")), others.toArray(Tensor[]::new));
  }

  @Override
  public String toString() {
    return type.toString();
  }
}
