package ai.kelix.tensor.type;

import ai.kelix.tensor.type.Dim.Derived;
import ai.kelix.tensor.type.Dim.Fixed;
import ai.kelix.tensor.type.Dim.Operator;

/** Removes neutral elements and cancels a product against its quotient, nothing more. */
final class DimSimplifier {

  private DimSimplifier() {}

  static Dim simplify(Operator operator, Dim left, Dim right) {
    if (isNeutral(operator, right)) {
      return left;
    }
    boolean commutes = operator == Operator.PLUS || operator == Operator.TIMES;
    if (commutes && isNeutral(operator, left)) {
      return right;
    }
    if (operator == Operator.MINUS && left.equals(right)) {
      return Dim.of(0);
    }
    if (operator == Operator.TIMES && undoes(left, right, Operator.DIVIDED_BY)) {
      return ((Derived) left).left();
    }
    if (operator == Operator.DIVIDED_BY && undoes(left, right, Operator.TIMES)) {
      return ((Derived) left).left();
    }
    if (commutes && left instanceof Fixed) {
      return new Derived(operator, right, left);
    }
    return new Derived(operator, left, right);
  }

  private static boolean isNeutral(Operator operator, Dim dim) {
    long neutral = operator == Operator.PLUS || operator == Operator.MINUS ? 0 : 1;
    return dim instanceof Fixed fixed && fixed.size() == neutral;
  }

  private static boolean undoes(Dim left, Dim right, Operator inverse) {
    return left instanceof Derived derived
        && derived.operator() == inverse
        && derived.right().equals(right);
  }
}
