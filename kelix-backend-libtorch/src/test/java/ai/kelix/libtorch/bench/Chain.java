package ai.kelix.libtorch.bench;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;

/** Element-wise operations one after another, each of which only the next one needs. */
public final class Chain {

  private Chain() {}

  /** Returns a program from {@code x [n]} to {@code y [n]}. */
  public static Program of(int operations) {
    return new Program(
        "chain",
        List.of(Program.Input.of("x", DType.F32, Dim.symbol("n"))),
        (p, in) -> {
          Tensor x = Program.require(in, "x");
          for (int i = 0; i < operations; i++) {
            x = x.plus(1);
          }
          return Map.of("y", x);
        });
  }
}
