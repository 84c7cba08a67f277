package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operations that copy elements to other places. */
public sealed interface Arrangement extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Concat}. */
    R concat(Concat op, A argument);

    /** Takes {@link PadEnd}. */
    R padEnd(PadEnd op, A argument);

    /** Takes {@link Rows}. */
    R rows(Rows op, A argument);

    /** Takes {@link Gather}. */
    R gather(Gather op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.arrangement(this, argument);
  }

  /**
   * Joins tensors of one type and rank; other axes have equal sizes. Operands: one or more.
   *
   * @param axis along which
   */
  record Concat(int axis) implements Arrangement {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = new Rule(this, inputs);
      if (inputs.isEmpty()) {
        throw rule.refusal("takes one operand or more");
      }
      rule.axis(0, axis);
      Dim total = Dim.of(0);
      for (int i = 0; i < inputs.size(); i++) {
        rule.sameType(0, i).rank(i, rule.in(0).rank());
        for (int other = 0; other < rule.in(0).rank(); other++) {
          if (other != axis) {
            rule.equal(rule.in(i).dim(other), rule.in(0).dim(other), "the size of axis " + other);
          }
        }
        total = i == 0 ? rule.in(0).dim(axis) : total.plus(rule.in(i).dim(axis));
      }
      return rule.result(rule.shape(0).with(axis, total));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.concat(this, argument);
    }

    @Override
    public String label() {
      return "concat";
    }
  }

  /**
   * Appends constant elements to one axis.
   *
   * @param axis which
   * @param count how many
   * @param value of each
   */
  record PadEnd(int axis, Dim count, double value) implements Arrangement {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).axis(0, axis);
      return rule.result(rule.shape(0).with(axis, rule.in(0).dim(axis).plus(count)));
    }

    @Override
    public PadEnd resolved(Map<String, Long> sizes) {
      return count.isFixed() ? this : new PadEnd(axis, count.resolved(sizes), value);
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.padEnd(this, argument);
    }

    @Override
    public String label() {
      return "padEnd";
    }
  }

  /**
   * Operands: a table {@code [rows, ...]}; ids, {@link DType#I64} of any shape, each in {@code 0 …
   * rows−1}. Result: {@code ids.shape + table.shape[1:]}.
   */
  record Rows() implements Arrangement {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 2).atLeastRank(0, 1).type(1, DType.I64);
      List<Dim> dims = new ArrayList<>(rule.shape(1).dims());
      dims.addAll(rule.shape(0).dims().subList(1, rule.in(0).rank()));
      return rule.result(new Shape(dims));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.rows(this, argument);
    }

    @Override
    public String label() {
      return "rows";
    }
  }

  /**
   * Operands: elements; indices, {@link DType#I64} of the same rank, whose sizes are at most those
   * of the elements in all axes but this one. Takes the element at each index.
   *
   * @param axis along which
   */
  record Gather(int axis) implements Arrangement {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 2).axis(0, axis).type(1, DType.I64);
      rule.rank(1, rule.in(0).rank());
      for (int other = 0; other < rule.in(0).rank(); other++) {
        Dim found = rule.in(1).dim(other);
        Dim most = rule.in(0).dim(other);
        boolean known = other != axis && found.isFixed() && most.isFixed();
        if (known && found.size() > most.size()) {
          throw rule.refusal("there are more indices than elements along axis " + other);
        }
      }
      return rule.result(rule.shape(1));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.gather(this, argument);
    }

    @Override
    public String label() {
      return "gather";
    }
  }
}
