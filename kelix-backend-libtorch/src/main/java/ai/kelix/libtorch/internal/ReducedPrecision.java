package ai.kelix.libtorch.internal;

import ai.kelix.tensor.gradient.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Matrix products in bfloat16 between float32 tensors, thread by thread. libtorch's own autocast
 * was slower than float32 here: it hands bfloat16 on to norms and products, whose fused kernels
 * want equal types.
 */
final class ReducedPrecision {
  private static final ThreadLocal<Boolean> ACTIVE = ThreadLocal.withInitial(() -> false);

  private ReducedPrecision() {}

  /** Switches this thread; closing the handle restores what was before. */
  static TensorScope.Quiet set(boolean reduced) {
    boolean before = ACTIVE.get();
    ACTIVE.set(reduced);
    return () -> ACTIVE.set(before);
  }

  /** Tells whether a product with this weight is to be reduced. */
  static boolean applies(Tensor weight) {
    return ACTIVE.get() && weight.scalar_type().intern() == ScalarType.Float;
  }

  static Tensor lower(Tensor tensor) {
    return tensor.toType(ScalarType.BFloat16);
  }

  static Tensor raise(Tensor tensor) {
    return tensor.toType(ScalarType.Float);
  }
}
