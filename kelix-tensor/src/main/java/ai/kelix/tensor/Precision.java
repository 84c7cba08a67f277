package ai.kelix.tensor;

import ai.kelix.tensor.type.DType;

/**
 * In which types a program holds and computes its numbers. Chosen when a program is made: all
 * values then have the type of their memory.
 *
 * @param parameters in which weights are kept; a backend that computes in a wider type converts
 *     them on their way in
 * @param compute of the network: activations and the products of its layers
 * @param accumulate of what sums up or decides: logits, losses, sampling, distances to codes, the
 *     angles of positions, and the numbers that a program takes from and gives to its caller
 * @param cache of keys and values of earlier positions, which is {@code compute}
 */
public record Precision(DType parameters, DType compute, DType accumulate, DType cache) {
  /** Everything in float32. */
  public static final Precision FLOAT32 = new Precision(DType.F32, DType.F32, DType.F32, DType.F32);

  /** Weights, activations and caches in bfloat16, sums and decisions in float32. */
  public static final Precision BFLOAT16 =
      new Precision(DType.BF16, DType.BF16, DType.F32, DType.BF16);

  /** Refuses integers, a narrow accumulation, and a cache that attention could not read. */
  public Precision {
    boolean floating =
        parameters.isFloating()
            && compute.isFloating()
            && accumulate.isFloating()
            && cache.isFloating();
    if (!floating) {
      throw new IllegalArgumentException("a precision names floating-point types");
    }
    if (accumulate != DType.F32) {
      throw new IllegalArgumentException("sums are kept in F32, found " + accumulate);
    }
    if (cache != compute) {
      throw new IllegalArgumentException(
          "the cache is of the type in which attention computes, " + compute + ", found " + cache);
    }
  }
}
