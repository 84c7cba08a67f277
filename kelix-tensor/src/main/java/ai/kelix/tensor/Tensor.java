package ai.kelix.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable handle on a multidimensional array.
 *
 * <p>Operands of one operation have the same {@link DType} and belong to the same backend; shapes
 * broadcast from the innermost dimension as in NumPy. An axis counts from 0; negative axes count
 * from the end. Violations are an {@link IllegalArgumentException} that names both operands.
 *
 * <p>Handles are confined to the thread that made them unless a backend says otherwise, and live as
 * long as the scope in which they were made.
 */
public interface Tensor extends TensorShaping, TensorMath {

  /** Returns the shape; all dimensions are known in eager backends. */
  Shape shape();

  /** Returns the element type. */
  DType dtype();

  /** Returns one dimension; −1 is the innermost. */
  default Dim dim(int axis) {
    return shape().dim(axis);
  }

  /**
   * Names this value for observers: a verification run records it, a recorded graph calls its value
   * so. Costs nothing otherwise. Returns the tensor to go on with, which is this value.
   *
   * @param stage the stage, named as in the golden fixtures, such as {@code vit.l0.attn_out}
   */
  Tensor named(String stage);

  /** Converts the element type; floats become integers by truncation towards zero. */
  Tensor to(DType dtype);

  /**
   * Matrix product over the two innermost dimensions, {@code [..., m, k] · [..., k, n]}; outer
   * dimensions broadcast.
   */
  Tensor matmul(Tensor other);

  /**
   * {@code x · weightᵀ + bias} over the innermost dimension.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  Tensor linear(Tensor weight, @Nullable Tensor bias);

  /**
   * Rows of a table: this tensor is the table {@code [rows, ...]}.
   *
   * @param ids {@link DType#I64}, any shape, each in {@code 0 … rows−1}
   * @return {@code ids.shape + table.shape[1:]}
   */
  Tensor rows(Tensor ids);

  /**
   * Takes along one axis the element at each index; ranks are equal.
   *
   * @param indices {@link DType#I64}
   */
  Tensor gather(int axis, Tensor indices);

  /** {@code x / sqrt(mean(x²) + eps) · weight} over the innermost dimension, in float32. */
  Tensor rmsNorm(@Nullable Tensor weight, double eps);

  /**
   * Mean and variance normalisation over the innermost dimension with the biased variance, in
   * float32.
   */
  Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps);

  /** Softmax along one axis. */
  Tensor softmax(int axis);

  /** Logarithm of the softmax along one axis. */
  Tensor logSoftmax(int axis);

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
  Tensor attention(Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale);

  /**
   * Causal attention that appends to a key/value cache: this tensor holds the queries of the new
   * positions {@code [1, heads, length, width]}. Row {@code i} sees the cache and the new keys up
   * to itself.
   *
   * @param keys new keys {@code [1, keyHeads, length, width]}
   * @param values new values, same shape
   * @param cache where earlier keys and values lie and the new ones are written in place
   * @param scale factor on the logits
   * @return {@code [1, heads, length, width]}
   */
  Tensor cachedAttention(Tensor keys, Tensor values, KeyValueCache cache, double scale);

  /**
   * Cross-correlation of an image {@code [batch, in, height, width]}.
   *
   * @param weight {@code [out, in/groups, kernelHeight, kernelWidth]}
   * @param bias {@code [out]} or null
   */
  Tensor conv2d(Tensor weight, @Nullable Tensor bias, Convolution options);

  /** Doubles height and width of {@code [batch, channels, height, width]} by repetition. */
  Tensor upsampleNearest2x();

  /** One value of {@code this} where {@code condition} holds, else of {@code other}; broadcasts. */
  Tensor where(Tensor condition, Tensor other);

  /** Joins tensors along one axis. */
  Tensor concat(int axis, List<Tensor> others);
}
