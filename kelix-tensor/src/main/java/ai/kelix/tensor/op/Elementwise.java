package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Operations on each element that have attributes or more than two operands. */
public sealed interface Elementwise extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link PlusNumber}. */
    R plusNumber(PlusNumber op, A argument);

    /** Takes {@link TimesNumber}. */
    R timesNumber(TimesNumber op, A argument);

    /** Takes {@link Clamp}. */
    R clamp(Clamp op, A argument);

    /** Takes {@link To}. */
    R to(To op, A argument);

    /** Takes {@link Where}. */
    R where(Where op, A argument);

    /** Takes {@link SwiGlu}. */
    R swiGlu(SwiGlu op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.elementwise(this, argument);
  }

  /**
   * Adds a number to each element; the operand holds numbers.
   *
   * @param number a whole one for integers
   */
  record PlusNumber(double number) implements Elementwise {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return withNumber(Rule.of(this, inputs, 1), number);
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.plusNumber(this, argument);
    }

    @Override
    public String label() {
      return "plus";
    }
  }

  /**
   * Multiplies each element by a number; the operand holds numbers.
   *
   * @param number a whole one for integers
   */
  record TimesNumber(double number) implements Elementwise {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return withNumber(Rule.of(this, inputs, 1), number);
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.timesNumber(this, argument);
    }

    @Override
    public String label() {
      return "times";
    }
  }

  /**
   * Limits each element to an interval; the operand holds numbers.
   *
   * @param min lower bound
   * @param max upper bound
   */
  record Clamp(double min, double max) implements Elementwise {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return Rule.of(this, inputs, 1).numbers(0).same();
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.clamp(this, argument);
    }

    @Override
    public String label() {
      return "clamp";
    }
  }

  /**
   * Converts the element type; floats become integers by truncation towards zero.
   *
   * @param dtype type of the result
   */
  record To(DType dtype) implements Elementwise {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return List.of(Rule.of(this, inputs, 1).in(0).with(dtype));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.to(this, argument);
    }

    @Override
    public String label() {
      return "to";
    }
  }

  /**
   * Operands: a value, a condition of type {@link DType#BOOL}, another value. The first where the
   * condition holds, else the other; all broadcast.
   */
  record Where() implements Elementwise {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 3).type(1, DType.BOOL).sameType(0, 2);
      return rule.result(
          rule.broadcast(rule.broadcast(rule.shape(0), rule.shape(2)), rule.shape(1)));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.where(this, argument);
    }

    @Override
    public String label() {
      return "where";
    }
  }

  /**
   * Operands: a gate and a value of one shape; {@code silu(gate) · value}, the middle of a gated
   * MLP (kelix-ar §8.1).
   */
  record SwiGlu() implements Elementwise {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 2).floating(0).sameType(0, 1);
      return rule.result(rule.broadcast(rule.shape(0), rule.shape(1)));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.swiGlu(this, argument);
    }

    @Override
    public String label() {
      return "swiGlu";
    }
  }

  private static List<TensorType> withNumber(Rule rule, double number) {
    rule.numbers(0);
    if (!rule.in(0).dtype().isFloating() && number != Math.rint(number)) {
      throw rule.refusal("integers take whole numbers, found " + number);
    }
    return rule.same();
  }
}
