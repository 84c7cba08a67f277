package ai.kelix.tensor.internal.outline;

/**
 * What an operation was asked to do, for messages. It is put into words only when there is
 * something to say: outlines check each of a hundred thousand operations.
 *
 * @param name of the operation
 * @param left what it works on
 * @param word between both
 * @param right the other operand
 */
record Operation(String name, Object left, String word, Object right) {

  static Operation of(String name, Object left, Object right) {
    return new Operation(name, left, "and", right);
  }

  @Override
  public String toString() {
    return name + " of " + left + " " + word + " " + right;
  }
}
