package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Operations on each element of one operand; the result has its type. */
public enum Unary implements Op {
  /** Changed sign of numbers. */
  NEGATED("negated", Domain.NUMBERS),
  /** Square of numbers. */
  SQUARE("square", Domain.NUMBERS),
  /** Absolute value of numbers. */
  ABS("abs", Domain.NUMBERS),
  /** Square root. */
  SQRT("sqrt", Domain.FLOATING),
  /** Exponential. */
  EXP("exp", Domain.FLOATING),
  /** Natural logarithm. */
  LOG("log", Domain.FLOATING),
  /** Sine. */
  SIN("sin", Domain.FLOATING),
  /** Cosine. */
  COS("cos", Domain.FLOATING),
  /** Largest integer not above. */
  FLOOR("floor", Domain.FLOATING),
  /** Nearest integer, halves to even. */
  ROUND("round", Domain.FLOATING),
  /** Hyperbolic tangent. */
  TANH("tanh", Domain.FLOATING),
  /** Logistic function. */
  SIGMOID("sigmoid", Domain.FLOATING),
  /** {@code x · sigmoid(x)}. */
  SILU("silu", Domain.FLOATING),
  /** GELU in its exact form with the error function. */
  GELU("gelu", Domain.FLOATING),
  /** GELU by the tanh approximation. */
  GELU_TANH("geluTanh", Domain.FLOATING),
  /** Larger of zero and the element. */
  RELU("relu", Domain.FLOATING),
  /** Does not hold; of truth values. */
  NOT("not", Domain.TRUTH);

  private enum Domain {
    NUMBERS,
    FLOATING,
    TRUTH
  }

  private final String label;
  private final Domain domain;

  Unary(String label, Domain domain) {
    this.label = label;
    this.domain = domain;
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Rule rule = Rule.of(this, inputs, 1);
    return switch (domain) {
      case NUMBERS -> rule.numbers(0).same();
      case FLOATING -> rule.floating(0).same();
      case TRUTH -> rule.type(0, DType.BOOL).same();
    };
  }

  @Override
  public <A, R> R accept(Cases<A, R> cases, A argument) {
    return cases.unary(this, argument);
  }

  @Override
  public String label() {
    return label;
  }
}
