package ai.kelix.testkit.conformance.gradient;

import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.ArrayList;
import java.util.List;

/** Each operation that has a gradient, on inputs where that is smooth. */
final class DifferentiableOperations {
  private final List<Differentiable> found = new ArrayList<>();

  private DifferentiableOperations() {}

  static List<Differentiable> all() {
    DifferentiableOperations operations = new DifferentiableOperations();
    operations.arithmetic();
    operations.functions();
    operations.reductions();
    operations.normalisations();
    operations.products();
    operations.attention();
    operations.rotations();
    operations.movements();
    operations.choices();
    return List.copyOf(operations.found);
  }

  private void add(String operation, Laboratory.Body body, long[]... shapes) {
    found.add(new Differentiable(operation, body, List.of(shapes)));
  }

  private static long[] sizes(long... sizes) {
    return sizes;
  }

  private void arithmetic() {
    add("plus", (m, x) -> x.get(0).plus(x.get(1)).plus(3), sizes(2, 3), sizes(3));
    add("minus", (m, x) -> x.get(0).minus(x.get(1)), sizes(2, 1), sizes(2, 3));
    add("times", (m, x) -> x.get(0).times(x.get(1)).times(-2), sizes(2, 3), sizes(2, 1));
    add("dividedBy", (m, x) -> x.get(0).dividedBy(x.get(1).plus(3)), sizes(2, 3), sizes(2, 3));
    add("maximum", (m, x) -> x.get(0).maximum(x.get(1)), sizes(4, 5), sizes(4, 5));
    add("minimum", (m, x) -> x.get(0).minimum(x.get(1)), sizes(4, 5), sizes(5));
    add("clamp", (m, x) -> x.get(0).clamp(-0.5, 0.25), sizes(4, 5));
    add("negated", (m, x) -> x.get(0).negated(), sizes(3));
    add("square", (m, x) -> x.get(0).square(), sizes(3));
    add("abs", (m, x) -> x.get(0).abs(), sizes(5));
    add("to", (m, x) -> x.get(0).to(DType.F32).times(2), sizes(3));
  }

  private void functions() {
    add("exp", (m, x) -> x.get(0).exp(), sizes(5));
    add("log", (m, x) -> x.get(0).plus(2).log(), sizes(5));
    add("sqrt", (m, x) -> x.get(0).plus(2).sqrt(), sizes(5));
    add("sin", (m, x) -> x.get(0).sin(), sizes(5));
    add("cos", (m, x) -> x.get(0).cos(), sizes(5));
    add("tanh", (m, x) -> x.get(0).tanh(), sizes(5));
    add("sigmoid", (m, x) -> x.get(0).sigmoid(), sizes(5));
    add("silu", (m, x) -> x.get(0).silu(), sizes(5));
    add("gelu", (m, x) -> x.get(0).gelu(), sizes(5));
    add("geluTanh", (m, x) -> x.get(0).geluTanh(), sizes(5));
    add("swiGlu", (m, x) -> x.get(0).swiGlu(x.get(1)), sizes(2, 5), sizes(2, 5));
    add("relu", (m, x) -> x.get(0).relu(), sizes(5));
  }

  private void reductions() {
    add("sum", (m, x) -> x.get(0).sum(1, false), sizes(2, 3, 2));
    add("mean", (m, x) -> x.get(0).mean(-1, true), sizes(2, 3));
    add("max", (m, x) -> x.get(0).max(1, false), sizes(2, 5));
    add("cumulativeSum", (m, x) -> x.get(0).cumulativeSum(1), sizes(2, 4));
    add("sortDescending", (m, x) -> x.get(0).sortDescending().values(), sizes(2, 5));
    add("topK", (m, x) -> x.get(0).topK(3).values(), sizes(2, 5));
    add("softmax", (m, x) -> x.get(0).softmax(0), sizes(4, 3));
    add("logSoftmax", (m, x) -> x.get(0).logSoftmax(-1), sizes(4, 3));
  }

  private void normalisations() {
    add("rmsNorm", (m, x) -> x.get(0).rmsNorm(x.get(1), 1e-6), sizes(3, 8), sizes(8));
    add("rmsNorm", (m, x) -> x.get(0).rmsNorm(null, 1e-6), sizes(3, 8));
    add(
        "layerNorm",
        (m, x) -> x.get(0).layerNorm(x.get(1), x.get(2), 1e-5),
        sizes(3, 8),
        sizes(8),
        sizes(8));
    add("layerNorm", (m, x) -> x.get(0).layerNorm(null, null, 1e-5), sizes(3, 8));
  }

  private void products() {
    add("matmul", (m, x) -> x.get(0).matmul(x.get(1)), sizes(2, 1, 3, 4), sizes(3, 4, 2));
    add(
        "linear",
        (m, x) -> x.get(0).linear(x.get(1), x.get(2)),
        sizes(2, 3, 4),
        sizes(5, 4),
        sizes(5));
    add("linear", (m, x) -> x.get(0).linear(x.get(1), null), sizes(4), sizes(5, 4));
    convolution(8, 20, 1, 3, 1);
    convolution(3, 17, 1, 3, 2);
    convolution(20, 20, 20, 3, 1);
    convolution(24, 24, 24, 3, 2);
    convolution(12, 18, 6, 1, 1);
    add("upsampleNearest2x", (m, x) -> x.get(0).upsampleNearest2x(), sizes(1, 2, 3, 2));
  }

  private void convolution(int from, int to, int groups, int kernel, int stride) {
    Convolution options = new Convolution(stride, kernel / 2, groups);
    add(
        "conv2d",
        (m, x) -> x.get(0).conv2d(x.get(1), x.get(2), options),
        sizes(1, from, 4, 3),
        sizes(to, from / groups, kernel, kernel),
        sizes(to));
  }

  private void attention() {
    long[] q = sizes(2, 4, 5, 6);
    long[] k = sizes(2, 2, 5, 6);
    add("attention", (m, x) -> x.get(0).attention(x.get(1), x.get(2), null, true, 0.4), q, k, k);
    add("attention", (m, x) -> x.get(0).attention(x.get(1), x.get(2), null, false, 0.4), q, k, k);
    add(
        "attention",
        (m, x) ->
            x.get(0)
                .attention(
                    x.get(1), x.get(2), m.constant(new float[] {0, -1, 0, -9, 2}, 5), false, 0.4),
        q,
        k,
        k);
  }

  private void rotations() {
    add(
        "rotaryEmbedding",
        (m, x) -> x.get(0).rotaryEmbedding(x.get(1).cos(), x.get(1).sin()),
        sizes(2, 3, 2, 6),
        sizes(3, 1, 3));
  }

  private void movements() {
    add("reshape", (m, x) -> x.get(0).reshape(Dim.of(3), Dim.of(2)).square(), sizes(2, 3));
    add("permute", (m, x) -> x.get(0).permute(2, 0, 1), sizes(2, 3, 2));
    add("transpose", (m, x) -> x.get(0).transpose(0, 1), sizes(2, 3));
    add("unsqueeze", (m, x) -> x.get(0).unsqueeze(1), sizes(2, 3));
    add("squeeze", (m, x) -> x.get(0).squeeze(1), sizes(2, 1, 3));
    add("narrow", (m, x) -> x.get(0).narrow(1, 1, 2), sizes(2, 4));
    add("chunk", (m, x) -> x.get(0).chunk(2, 1).get(1), sizes(2, 4));
    add("expand", (m, x) -> x.get(0).expand(Dim.of(3), Dim.of(2), Dim.of(4)), sizes(2, 1));
    add("padEnd", (m, x) -> x.get(0).padEnd(0, Dim.of(2), 5), sizes(2, 3));
    add("concat", (m, x) -> x.get(0).concat(1, List.of(x.get(1))), sizes(2, 3), sizes(2, 1));
  }

  private void choices() {
    add("rows", (m, x) -> x.get(0).rows(m.constant(new long[] {2, 0, 2, 2}, 2, 2)), sizes(4, 3));
    add(
        "gather",
        (m, x) -> x.get(0).gather(1, m.constant(new long[] {1, 1, 0, 3}, 2, 2)),
        sizes(2, 4));
    add(
        "where",
        (m, x) -> x.get(0).where(x.get(0).lessThan(x.get(1)), x.get(1).square()),
        sizes(3, 4),
        sizes(4));
  }
}
