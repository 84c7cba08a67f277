package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations of 16-bit types, for which the runtime lacks kernels, compute all the same. */
class SixteenBitTest {
  private static final float ROUNDINGS = 0.03f;

  private static Map<String, UnaryOperator<Tensor>> operations() {
    Map<String, UnaryOperator<Tensor>> all = new LinkedHashMap<>();
    all.put("exp", x -> x.exp().negated().silu());
    all.put("plus", x -> x.plus(x.times(x)).plus(1).times(0.5).clamp(-1, 1));
    all.put("maximum", x -> x.maximum(x.negated()));
    all.put("where", x -> x.where(x.lessThan(x.negated()), x.square()));
    all.put("equalTo", x -> x.equalTo(x).to(x.dtype()));
    all.put("swiGlu", x -> x.swiGlu(x));
    all.put("sum", x -> x.sum(1, true).plus(x.mean(0, true)).plus(x.max(1, true)));
    all.put("softmax", x -> x.softmax(1).plus(x.logSoftmax(0)).plus(x.cumulativeSum(1)));
    all.put("topK", x -> x.topK(3).values());
    all.put("argmax", x -> x.argmax(1, false).to(x.dtype()));
    all.put("rmsNorm", x -> x.rmsNorm(null, 1e-3).plus(x.layerNorm(null, null, 1e-3)));
    all.put("matmul", x -> x.matmul(x.transpose(0, 1)).plus(x.linear(x, null)));
    all.put("reshape", x -> x.reshape(Shape.of(2, 12)).narrow(1, 2, 5).unsqueeze(0).squeeze(0));
    all.put("expand", x -> x.unsqueeze(0).expand(Dim.of(2), Dim.of(4), Dim.of(6)));
    all.put("padEnd", x -> x.padEnd(1, Dim.of(2), 3).concat(0, List.of(x.padEnd(1, Dim.of(2), 0))));
    all.put("attention", SixteenBitTest::attended);
    return all;
  }

  private static Tensor attended(Tensor x) {
    Tensor heads = x.reshape(Shape.of(1, 2, 3, 4));
    return heads.attention(heads, heads, null, true, 0.5);
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void agreesWithFloat32(DType half) {
    try (Laboratory lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS))) {
      HostTensor x = Laboratory.random(3, 4, 6);
      operations()
          .forEach(
              (name, operation) ->
                  agree(
                      name + " in " + half,
                      lab.known((make, in) -> operation.apply(in.get(0).to(half)).to(DType.F32), x),
                      lab.known((make, in) -> operation.apply(in.get(0)), x)));
    }
  }

  private static void agree(String what, HostTensor found, HostTensor expected) {
    assertThat(found.sizes()).as(what).isEqualTo(expected.sizes());
    float[] values = expected.floats();
    for (int i = 0; i < values.length; i++) {
      float most = ROUNDINGS * Math.max(1, Math.abs(values[i]));
      assertThat(found.floats()[i]).as(what).isCloseTo(values[i], within(most));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void makesConstants(DType half) {
    try (Laboratory lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS))) {
      HostTensor y =
          lab.known(
              (make, in) ->
                  make.full(0.5, half, Shape.of(2)).plus(make.scalar(1, half)).to(DType.F32));
      assertThat(y.floats()).containsExactly(1.5f, 1.5f);
    }
  }
}
