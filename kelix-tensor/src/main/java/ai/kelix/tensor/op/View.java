package ai.kelix.tensor.op;

import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Operations that show the elements of one operand otherwise; a backend that can shares its memory.
 */
public sealed interface View extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Reshape}. */
    R reshape(Reshape op, A argument);

    /** Takes {@link Permute}. */
    R permute(Permute op, A argument);

    /** Takes {@link Unsqueeze}. */
    R unsqueeze(Unsqueeze op, A argument);

    /** Takes {@link Squeeze}. */
    R squeeze(Squeeze op, A argument);

    /** Takes {@link Narrow}. */
    R narrow(Narrow op, A argument);

    /** Takes {@link Expand}. */
    R expand(Expand op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.view(this, argument);
  }

  /**
   * The same elements in row-major order.
   *
   * @param shape of the same count
   */
  record Reshape(Shape shape) implements View {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1);
      rule.equal(shape.count(), rule.shape(0).count(), "elements of " + shape);
      return rule.result(shape);
    }

    @Override
    public Reshape resolved(Map<String, Long> sizes) {
      return shape.isFixed() ? this : new Reshape(shape.resolved(sizes));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.reshape(this, argument);
    }

    @Override
    public String label() {
      return "reshape";
    }
  }

  /**
   * Another order of the axes.
   *
   * @param axes for each axis of the result, which of the operand it is
   */
  record Permute(List<Integer> axes) implements View {
    /** Copies the list. */
    public Permute {
      axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1);
      int rank = rule.in(0).rank();
      if (!axes.stream().sorted().toList().equals(IntStream.range(0, rank).boxed().toList())) {
        throw rule.refusal(axes + " is no order of the axes");
      }
      return rule.result(new Shape(axes.stream().map(rule.shape(0)::dim).toList()));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.permute(this, argument);
    }

    @Override
    public String label() {
      return "permute";
    }
  }

  /**
   * One more dimension, of size 1.
   *
   * @param axis where it is in the result
   */
  record Unsqueeze(int axis) implements View {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1);
      if (axis < 0 || axis > rule.in(0).rank()) {
        throw rule.refusal(
            String.format(
                Locale.ROOT, "axis %d does not exist in rank %d", axis, rule.in(0).rank() + 1));
      }
      List<Dim> dims = new ArrayList<>(rule.shape(0).dims());
      dims.add(axis, Dim.of(1));
      return rule.result(new Shape(dims));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.unsqueeze(this, argument);
    }

    @Override
    public String label() {
      return "unsqueeze";
    }
  }

  /**
   * One dimension of size 1 less.
   *
   * @param axis which
   */
  record Squeeze(int axis) implements View {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).axis(0, axis);
      rule.equal(rule.in(0).dim(axis), Dim.of(1), "the size of axis " + axis);
      return rule.result(rule.shape(0).reduced(axis, false));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.squeeze(this, argument);
    }

    @Override
    public String label() {
      return "squeeze";
    }
  }

  /**
   * A range of one axis.
   *
   * @param axis which
   * @param start first element
   * @param length number of elements
   */
  record Narrow(int axis, Dim start, Dim length) implements View {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).axis(0, axis);
      Dim size = rule.in(0).dim(axis);
      Dim end = start.plus(length);
      if (size.isFixed() && end.isFixed() && end.size() > size.size()) {
        throw rule.refusal(
            String.format(
                Locale.ROOT, "elements %s to %s do not exist in axis %d", start, end, axis));
      }
      return rule.result(rule.shape(0).with(axis, length));
    }

    @Override
    public Narrow resolved(Map<String, Long> sizes) {
      return start.isFixed() && length.isFixed()
          ? this
          : new Narrow(axis, start.resolved(sizes), length.resolved(sizes));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.narrow(this, argument);
    }

    @Override
    public String label() {
      return "narrow";
    }
  }

  /**
   * Repeats dimensions of size 1 and missing outer ones.
   *
   * @param shape of the result
   */
  record Expand(Shape shape) implements View {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1);
      Shape from = rule.shape(0);
      boolean fits = from.rank() <= shape.rank();
      for (int i = -from.rank(); fits && i < 0; i++) {
        Dim had = from.dim(i);
        Dim wanted = shape.dim(i);
        fits = had.isOne() || !had.isFixed() || !wanted.isFixed() || had.size() == wanted.size();
      }
      if (!fits) {
        throw rule.refusal("does not broadcast to " + shape);
      }
      return rule.result(shape);
    }

    @Override
    public Expand resolved(Map<String, Long> sizes) {
      return shape.isFixed() ? this : new Expand(shape.resolved(sizes));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.expand(this, argument);
    }

    @Override
    public String label() {
      return "expand";
    }
  }
}
