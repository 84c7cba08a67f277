package ai.kelix.tensor.kernel;

import ai.kelix.tensor.Tape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Computes each operation at once, for loops of one's own and for gradients. Releases nothing: its
 * values live as long as the scope in which the kernels make them. As thread-safe as the kernels.
 *
 * @param <V> what holds numbers
 */
public final class EagerTape<V> implements Tape {
  private final Kernels<V> kernels;
  private final Class<V> kind;
  private final Function<V, TensorType> types;

  /**
   * Makes a tape.
   *
   * @param kernels what computes
   * @param kind class of the values
   * @param types tells the type of a value
   */
  public EagerTape(Kernels<V> kernels, Class<V> kind, Function<V, TensorType> types) {
    this.kernels = kernels;
    this.kind = kind;
    this.types = types;
  }

  @Override
  public List<Tensor> apply(Op op, List<Tensor> operands) {
    List<V> values = new ArrayList<>(operands.size());
    List<TensorType> found = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      values.add(value(operand));
      found.add(operand.type());
    }
    List<TensorType> expected = op.infer(found);
    List<V> computed = kernels.compute(op, values, expected);
    List<Tensor> results = new ArrayList<>(computed.size());
    for (int i = 0; i < computed.size(); i++) {
      results.add(new Tensor(this, expected.get(i), computed.get(i)));
    }
    return results;
  }

  /** Does nothing: nobody observes. */
  @Override
  public void named(String stage, Tensor value) {}

  /** Returns the tensor of a value. */
  public Tensor tensor(V value) {
    return new Tensor(this, types.apply(value), value);
  }

  /**
   * Returns the value of a tensor.
   *
   * @throws IllegalArgumentException if the tensor is of another backend or of a recorded graph
   */
  public V value(Tensor tensor) {
    if (!kind.isInstance(tensor.handle())) {
      throw new IllegalArgumentException(
          tensor + " belongs to a recording or another backend, it cannot be computed with here");
    }
    return kind.cast(tensor.handle());
  }
}
