package ai.kelix.testkit.reference;

import java.util.List;

/**
 * What an operation is computed from.
 *
 * @param values the operands
 * @param sizes of the first result
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one operation
record Operands(List<Values> values, int[] sizes) {

  Values first() {
    return values.get(0);
  }

  Values get(int index) {
    return values.get(index);
  }
}
