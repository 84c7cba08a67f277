package ai.kelix.testkit.conformance.life;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;

/** A program that doubles {@code x [n, 2·n]}; {@code i [n]} only has to fit. */
final class Doubling {
  private static final Dim N = Dim.symbol("n");

  static final Program PROGRAM =
      new Program(
          "doubling",
          List.of(
              Program.Input.of("x", DType.F32, N, N.times(2)), Program.Input.of("i", DType.I64, N)),
          (p, in) ->
              Map.of("y", Program.require(in, "x").times(2).named("doubled").named("twice")));

  private Doubling() {}

  static DeviceTensor run(Executable doubling, DeviceTensor x, DeviceTensor i) {
    return Program.require(doubling.run(Map.of("x", x, "i", i)), "y");
  }

  static Map<String, HostTensor> inputs(HostTensor x) {
    return Map.of("x", x, "i", HostTensor.allocate(DType.I64, x.sizes()[0]));
  }
}
