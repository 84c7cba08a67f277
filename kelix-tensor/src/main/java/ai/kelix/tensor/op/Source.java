package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operations without operands. */
public sealed interface Source extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Input}. */
    R input(Input op, A argument);

    /** Takes {@link Weight}. */
    R weight(Weight op, A argument);

    /** Takes {@link Constant}. */
    R constant(Constant op, A argument);

    /** Takes {@link Scalar}. */
    R scalar(Scalar op, A argument);

    /** Takes {@link Range}. */
    R range(Range op, A argument);

    /** Takes {@link SizeOf}. */
    R sizeOf(SizeOf op, A argument);

    /** Takes {@link Full}. */
    R full(Full op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.source(this, argument);
  }

  /** Returns the type of what is made. */
  TensorType type();

  @Override
  default List<TensorType> infer(List<TensorType> inputs) {
    Rule.of(this, inputs, 0);
    return List.of(type());
  }

  /**
   * An input of a program.
   *
   * @param name unique within the program
   * @param type its type
   * @param state whether operations may write into it
   */
  record Input(String name, TensorType type, boolean state) implements Source {
    @Override
    public Input resolved(Map<String, Long> sizes) {
      return new Input(name, type.resolved(sizes), state);
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.input(this, argument);
    }

    @Override
    public String label() {
      return "input";
    }
  }

  /**
   * A weight of the model.
   *
   * @param name as the network calls it
   * @param type the type in which it is wanted; it may be stored in another
   */
  record Weight(String name, TensorType type) implements Source {
    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.weight(this, argument);
    }

    @Override
    public String label() {
      return "weight";
    }
  }

  /**
   * Numbers that are part of the program.
   *
   * @param type {@link DType#F32} or {@link DType#I64}, of known sizes
   * @param elements in row-major order, little-endian; not to be changed
   */
  record Constant(TensorType type, ByteBuffer elements) implements Source {
    /** Checks the count. */
    public Constant {
      if (elements.remaining() != type.bytes()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a constant of shape %s holds %d elements, found %d",
                type.shape(),
                type.shape().count().size(),
                elements.remaining() / type.dtype().bytes()));
      }
      elements = elements.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Copies floats. */
    public static Constant of(float[] values, long... sizes) {
      ByteBuffer bytes = room(Float.BYTES, values.length);
      bytes.asFloatBuffer().put(values);
      return new Constant(TensorType.of(DType.F32, sizes), bytes);
    }

    /** Copies integers. */
    public static Constant of(long[] values, long... sizes) {
      ByteBuffer bytes = room(Long.BYTES, values.length);
      bytes.asLongBuffer().put(values);
      return new Constant(TensorType.of(DType.I64, sizes), bytes);
    }

    private static ByteBuffer room(int each, int count) {
      return ByteBuffer.allocateDirect(Math.multiplyExact(each, count))
          .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the elements from the first, in a view of its own. */
    @Override
    public ByteBuffer elements() {
      return elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.constant(this, argument);
    }

    @Override
    public String label() {
      return "constant";
    }
  }

  /**
   * One number, of rank 0.
   *
   * @param value the number; a whole one for integers
   * @param dtype its type
   */
  record Scalar(double value, DType dtype) implements Source {
    @Override
    public TensorType type() {
      return new TensorType(dtype, Shape.SCALAR);
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.scalar(this, argument);
    }

    @Override
    public String label() {
      return "scalar";
    }
  }

  /**
   * {@link DType#I64}: 0, 1, … {@code count − 1}.
   *
   * @param count how many
   */
  record Range(Dim count) implements Source {
    @Override
    public TensorType type() {
      return new TensorType(DType.I64, Shape.of(count));
    }

    @Override
    public Range resolved(Map<String, Long> sizes) {
      return count.isFixed() ? this : new Range(count.resolved(sizes));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.range(this, argument);
    }

    @Override
    public String label() {
      return "range";
    }
  }

  /**
   * {@link DType#I64} of rank 0: the size itself.
   *
   * @param dim which
   */
  record SizeOf(Dim dim) implements Source {
    @Override
    public TensorType type() {
      return new TensorType(DType.I64, Shape.SCALAR);
    }

    @Override
    public SizeOf resolved(Map<String, Long> sizes) {
      return dim.isFixed() ? this : new SizeOf(dim.resolved(sizes));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.sizeOf(this, argument);
    }

    @Override
    public String label() {
      return "sizeOf";
    }
  }

  /**
   * Equal elements.
   *
   * @param value of each
   * @param type with the shape
   */
  record Full(double value, TensorType type) implements Source {
    @Override
    public Full resolved(Map<String, Long> sizes) {
      return new Full(value, type.resolved(sizes));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.full(this, argument);
    }

    @Override
    public String label() {
      return "full";
    }
  }
}
