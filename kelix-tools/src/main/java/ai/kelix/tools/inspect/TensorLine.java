package ai.kelix.tools.inspect;

import ai.kelix.tensor.weights.StoredType;
import java.util.List;
import java.util.Optional;

/**
 * One tensor that is there, or should be.
 *
 * @param name as the network uses it
 * @param type of its elements as stored, which may be one in which no network computes; empty if it
 *     is not there
 * @param shape as stored, or as demanded if it is not there
 * @param state what is to be said of it
 * @param demanded the shape that the configuration demands; empty if no network uses it
 * @param multiplies whether it is the weight of a linear layer
 */
public record TensorLine(
    String name,
    Optional<StoredType> type,
    List<Long> shape,
    State state,
    Optional<List<Long>> demanded,
    boolean multiplies) {

  /** Copies the list. */
  public TensorLine {
    shape = List.copyOf(shape);
  }

  /** How what is there compares with what is demanded. */
  public enum State {
    /** As demanded. */
    FINE,
    /** There, but no network uses it. */
    UNUSED,
    /** Demanded, but not there. */
    MISSING,
    /** There in another shape or in a type that holds no floating-point numbers. */
    UNFIT
  }

  /** Returns the number of elements. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the bytes in the file; 0 if it is not there. */
  public long storedBytes() {
    return type.map(stored -> stored.bytes(shape)).orElse(0L);
  }
}
