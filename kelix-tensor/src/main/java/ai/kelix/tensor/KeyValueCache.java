package ai.kelix.tensor;

import ai.kelix.tensor.type.DType;

/**
 * Keys and values of earlier positions of one attention layer, preallocated for a whole sequence.
 *
 * <p>The tensors are program states: {@link Tensor#cachedAttention} writes behind the first {@code
 * length} positions in place. Unused positions hold anything finite.
 *
 * @param keys {@code [batch, keyHeads, capacity, width]}
 * @param values {@code [batch, keyHeads, capacity, width]}
 * @param length {@link DType#I64} {@code [batch]}: positions already filled
 */
public record KeyValueCache(Tensor keys, Tensor values, Tensor length) {}
