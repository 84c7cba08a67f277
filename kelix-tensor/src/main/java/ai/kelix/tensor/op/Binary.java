package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Operations on each pair of elements of two operands of one type, which broadcast. */
public enum Binary implements Op {
  /** Sum of numbers. */
  PLUS("plus", Kind.ARITHMETIC),
  /** Difference of numbers. */
  MINUS("minus", Kind.ARITHMETIC),
  /** Product of numbers. */
  TIMES("times", Kind.ARITHMETIC),
  /** Quotient of numbers; integers divide with truncation. */
  DIVIDED_BY("dividedBy", Kind.ARITHMETIC),
  /** The larger number. */
  MAXIMUM("maximum", Kind.ARITHMETIC),
  /** The smaller number. */
  MINIMUM("minimum", Kind.ARITHMETIC),
  /** {@link DType#BOOL}: equal elements of any type. */
  EQUAL_TO("equalTo", Kind.EQUALITY),
  /** {@link DType#BOOL}: the first number is below the second. */
  LESS_THAN("lessThan", Kind.ORDER),
  /** {@link DType#BOOL}: the first number is not below the second. */
  AT_LEAST("atLeast", Kind.ORDER),
  /** {@link DType#BOOL}: both hold; of truth values. */
  AND("and", Kind.TRUTH);

  private enum Kind {
    ARITHMETIC,
    EQUALITY,
    ORDER,
    TRUTH
  }

  private final String label;
  private final Kind kind;

  Binary(String label, Kind kind) {
    this.label = label;
    this.kind = kind;
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Rule rule = Rule.of(this, inputs, 2);
    switch (kind) {
      case ARITHMETIC, ORDER -> rule.numbers(0).sameType(0, 1);
      case EQUALITY -> rule.sameType(0, 1);
      case TRUTH -> rule.type(0, DType.BOOL).type(1, DType.BOOL);
    }
    DType result = kind == Kind.ARITHMETIC ? rule.in(0).dtype() : DType.BOOL;
    return List.of(new TensorType(result, rule.broadcast(rule.shape(0), rule.shape(1))));
  }

  @Override
  public <A, R> R accept(Cases<A, R> cases, A argument) {
    return cases.binary(this, argument);
  }

  @Override
  public String label() {
    return label;
  }
}
