package ai.kelix.tensor.op;

import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Matrix products and what is done to images; operands hold floating-point numbers. */
public sealed interface Product extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Matmul}. */
    R matmul(Matmul op, A argument);

    /** Takes {@link Linear}. */
    R linear(Linear op, A argument);

    /** Takes {@link Conv2d}. */
    R conv2d(Conv2d op, A argument);

    /** Takes {@link UpsampleNearest2x}. */
    R upsampleNearest2x(UpsampleNearest2x op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.product(this, argument);
  }

  /** Operands {@code [..., m, k]} and {@code [..., k, n]} of one type; outer axes broadcast. */
  record Matmul() implements Product {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 2).floating(0).sameType(0, 1);
      rule.atLeastRank(0, 2).atLeastRank(1, 2);
      rule.equal(rule.in(1).dim(-2), rule.in(0).dim(-1), "rows of the second");
      Shape outer = rule.broadcast(outer(rule.shape(0)), outer(rule.shape(1)));
      List<Dim> dims = new ArrayList<>(outer.dims());
      dims.add(rule.in(0).dim(-2));
      dims.add(rule.in(1).dim(-1));
      return rule.result(new Shape(dims));
    }

    private static Shape outer(Shape shape) {
      return new Shape(shape.dims().subList(0, shape.rank() - 2));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.matmul(this, argument);
    }

    @Override
    public String label() {
      return "matmul";
    }
  }

  /**
   * {@code x · weightᵀ + bias}. Operands: {@code x [..., in]}, weight {@code [out, in]}, bias
   * {@code [out]} where there is one. The weight may be of a 16-bit type where {@code x} is of
   * float32: its numbers count as they are, and the result is of the type of {@code x}.
   *
   * @param biased whether there is a bias
   */
  record Linear(boolean biased) implements Product {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, biased ? 3 : 2).floating(0).floating(1);
      if (rule.in(1).dtype().bytes() >= rule.in(0).dtype().bytes()) {
        rule.sameType(0, 1);
      }
      rule.atLeastRank(0, 1).rank(1, 2).equal(rule.in(0).dim(-1), rule.in(1).dim(1), "the width");
      if (biased) {
        rule.sameType(0, 2).rank(2, 1).equal(rule.in(2).dim(0), rule.in(1).dim(0), "the bias");
      }
      return rule.result(rule.shape(0).with(rule.in(0).rank() - 1, rule.in(1).dim(0)));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.linear(this, argument);
    }

    @Override
    public String label() {
      return "linear";
    }
  }

  /**
   * Cross-correlation. Operands: images {@code [batch, in, height, width]}, weight {@code [out,
   * in/groups, kernelHeight, kernelWidth]}, bias {@code [out]} where there is one.
   *
   * @param options how the kernel moves
   * @param biased whether there is a bias
   */
  record Conv2d(Convolution options, boolean biased) implements Product {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, biased ? 3 : 2).floating(0).sameType(0, 1);
      TensorType image = rule.rank(0, 4).in(0);
      TensorType weight = rule.rank(1, 4).in(1);
      rule.equal(image.dim(1), weight.dim(1).times(options.groups()), "channels");
      if (biased) {
        rule.sameType(0, 2).rank(2, 1).equal(rule.in(2).dim(0), weight.dim(0), "the bias");
      }
      requireDivisible(rule, weight.dim(0));
      requireRoom(rule, 2);
      requireRoom(rule, 3);
      return rule.result(
          Shape.of(
              image.dim(0),
              weight.dim(0),
              options.convolved(image.dim(2), weight.dim(2).size()),
              options.convolved(image.dim(3), weight.dim(3).size())));
    }

    private void requireDivisible(Rule rule, Dim channels) {
      if (channels.isFixed() && channels.size() % options.groups() != 0) {
        throw rule.refusal(channels + " channels are no multiple of " + options.groups());
      }
    }

    private void requireRoom(Rule rule, int axis) {
      Dim size = rule.in(0).dim(axis);
      Dim kernel = rule.in(1).dim(axis);
      boolean known = size.isFixed() && kernel.isFixed();
      if (known && size.size() + 2L * options.padding() < kernel.size()) {
        throw rule.refusal("the kernel is larger than the image with " + options);
      }
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.conv2d(this, argument);
    }

    @Override
    public String label() {
      return "conv2d";
    }
  }

  /** Doubles height and width of {@code [batch, channels, height, width]} by repetition. */
  record UpsampleNearest2x() implements Product {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 1).floating(0).rank(0, 4);
      TensorType x = rule.in(0);
      return rule.result(Shape.of(x.dim(0), x.dim(1), x.dim(2).times(2), x.dim(3).times(2)));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.upsampleNearest2x(this, argument);
    }

    @Override
    public String label() {
      return "upsampleNearest2x";
    }
  }
}
