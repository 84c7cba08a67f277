package ai.kelix.tensor.op;

import ai.kelix.tensor.type.TensorType;
import java.util.List;
import java.util.Map;

/**
 * An operation on tensors: what is computed, without what it is computed from and without how.
 *
 * <p>The set is closed. Each operation owns its rule: which types and shapes it takes, to which it
 * maps them, and what it says about others. A backend implements {@link Cases}, or switches over
 * this type without default where its Java can, so an operation that it lacks does not compile.
 * Operations are immutable and equal where their attributes are.
 *
 * <p>Axes count from 0; {@link ai.kelix.tensor.Tensor} resolves negative ones.
 */
public sealed interface Op
    permits Source,
        Unary,
        Binary,
        Elementwise,
        Reduction,
        Normalization,
        View,
        Arrangement,
        Product,
        Attending {

  /**
   * A case for each group of operations, which has cases of its own or is an enumeration.
   *
   * @param <A> what a case is given besides, such as the operands
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Source}. */
    R source(Source op, A argument);

    /** Takes {@link Unary}. */
    R unary(Unary op, A argument);

    /** Takes {@link Binary}. */
    R binary(Binary op, A argument);

    /** Takes {@link Elementwise}. */
    R elementwise(Elementwise op, A argument);

    /** Takes {@link Reduction}. */
    R reduction(Reduction op, A argument);

    /** Takes {@link Normalization}. */
    R normalization(Normalization op, A argument);

    /** Takes {@link View}. */
    R view(View op, A argument);

    /** Takes {@link Arrangement}. */
    R arrangement(Arrangement op, A argument);

    /** Takes {@link Product}. */
    R product(Product op, A argument);

    /** Takes {@link Attending}. */
    R attending(Attending op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  /**
   * Returns the types of the results.
   *
   * @param inputs types of the operands, in the order that the operation declares
   * @throws IllegalArgumentException if the operation does not take them; names the operation, all
   *     operands, what was found and what was expected. Sizes that are not known are taken to fit.
   */
  List<TensorType> infer(List<TensorType> inputs);

  /** Returns the name in messages, such as {@code equalTo}. */
  String label();

  /**
   * Returns this operation where the sizes of some symbols are known.
   *
   * @param sizes by the name of the symbol; others stay unknown
   */
  default Op resolved(Map<String, Long> sizes) {
    return this;
  }

  /**
   * Returns which operands it writes into: states of the program, such as a KV cache. Such an
   * operation runs even if nobody reads its result.
   */
  default List<Integer> writes() {
    return List.of();
  }
}
