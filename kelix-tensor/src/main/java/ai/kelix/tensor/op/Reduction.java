package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Operations along one axis. */
public sealed interface Reduction extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Reduce}. */
    R reduce(Reduce op, A argument);

    /** Takes {@link Softmax}. */
    R softmax(Softmax op, A argument);

    /** Takes {@link LogSoftmax}. */
    R logSoftmax(LogSoftmax op, A argument);

    /** Takes {@link CumulativeSum}. */
    R cumulativeSum(CumulativeSum op, A argument);

    /** Takes {@link SortDescending}. */
    R sortDescending(SortDescending op, A argument);

    /** Takes {@link TopK}. */
    R topK(TopK op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.reduction(this, argument);
  }

  /** What becomes of the elements of an axis. */
  enum Kind {
    /** Sum of numbers; 0 of none. */
    SUM("sum"),
    /** Mean of floating-point numbers. */
    MEAN("mean"),
    /** Largest number. */
    MAX("max"),
    /** {@link DType#I64}: index of the first largest. */
    ARGMAX("argmax"),
    /** {@link DType#I64}: index of the first smallest. */
    ARGMIN("argmin");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /**
   * One value for all elements of an axis.
   *
   * @param kind which
   * @param axis counted from 0
   * @param keepDim whether the axis stays with size 1
   */
  record Reduce(Kind kind, int axis, boolean keepDim) implements Reduction {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).axis(0, axis);
      if (kind == Kind.MEAN) {
        rule.floating(0);
      } else {
        rule.numbers(0);
      }
      boolean index = kind == Kind.ARGMAX || kind == Kind.ARGMIN;
      Dim size = rule.in(0).dim(axis);
      if ((index || kind == Kind.MAX) && size.isFixed() && size.size() == 0) {
        throw rule.refusal("there are no elements along axis " + axis);
      }
      DType result = index ? DType.I64 : rule.in(0).dtype();
      return List.of(new TensorType(result, rule.shape(0).reduced(axis, keepDim)));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.reduce(this, argument);
    }

    @Override
    public String label() {
      return kind.label;
    }
  }

  /**
   * {@code exp(x) / Σ exp(x)}.
   *
   * @param axis counted from 0
   */
  record Softmax(int axis) implements Reduction {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return Rule.of(this, inputs, 1).axis(0, axis).floating(0).same();
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.softmax(this, argument);
    }

    @Override
    public String label() {
      return "softmax";
    }
  }

  /**
   * {@code x − log Σ exp(x)}.
   *
   * @param axis counted from 0
   */
  record LogSoftmax(int axis) implements Reduction {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return Rule.of(this, inputs, 1).axis(0, axis).floating(0).same();
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.logSoftmax(this, argument);
    }

    @Override
    public String label() {
      return "logSoftmax";
    }
  }

  /**
   * Running sum of numbers.
   *
   * @param axis counted from 0
   */
  record CumulativeSum(int axis) implements Reduction {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return Rule.of(this, inputs, 1).axis(0, axis).numbers(0).same();
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.cumulativeSum(this, argument);
    }

    @Override
    public String label() {
      return "cumulativeSum";
    }
  }

  /**
   * All numbers along the innermost axis in descending order, equal ones in the order in which they
   * were. Results: the numbers, and their positions before, {@link DType#I64}.
   */
  record SortDescending() implements Reduction {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).atLeastRank(0, 1).numbers(0);
      return List.of(rule.in(0), rule.in(0).with(DType.I64));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.sortDescending(this, argument);
    }

    @Override
    public String label() {
      return "sortDescending";
    }
  }

  /**
   * The largest numbers along the innermost axis in descending order, of equal ones the earlier
   * first. Results: the numbers, and their positions, {@link DType#I64}.
   *
   * @param count how many, at most the size of the axis
   */
  record TopK(long count) implements Reduction {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).atLeastRank(0, 1).numbers(0);
      Dim size = rule.in(0).dim(-1);
      if (count < 0 || (size.isFixed() && count > size.size())) {
        throw rule.refusal("there are no " + count + " largest of " + size);
      }
      Shape best = rule.shape(0).with(rule.in(0).rank() - 1, Dim.of(count));
      return List.of(rule.in(0).with(best), new TensorType(DType.I64, best));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.topK(this, argument);
    }

    @Override
    public String label() {
      return "topK";
    }
  }
}
