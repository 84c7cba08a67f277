package ai.kelix.tensor.weights;

import java.util.Optional;

/**
 * The weight of a linear layer in another format.
 *
 * @param format how its elements are written
 * @param data {@code [out, in]} in a floating-point format, else {@code [out, blocks, bytes]}
 * @param scales {@code [out, blocks]} of an integer format, else empty
 */
public record PackedWeight(WeightFormat format, StoredTensor data, Optional<StoredTensor> scales) {

  /** Returns how many elements share a scale. */
  public long blockSize() {
    int bits = format.integerBits().orElseThrow();
    return data.shape().get(2) * 8 / bits;
  }
}
