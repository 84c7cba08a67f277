package ai.kelix.libtorch.bench;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** How many native handles runs leave behind. */
final class Handles {
  private static final int RUNS = 50;
  private static final Dim N = Dim.symbol("n");

  /** Looks rows up after some work, so that an id without a row fails in the middle. */
  private static final Program LOOKUP =
      new Program(
          "lookup",
          List.of(
              Program.Input.of("table", DType.F32, N, Dim.of(4)),
              Program.Input.of("ids", DType.I64, Dim.of(2))),
          (make, in) -> {
            Tensor table = Program.require(in, "table").softmax(0).plus(1).topK(3).values();
            Tensor half = table.narrow(0, Dim.of(0), N).transpose(0, 1).reshape(N, Dim.of(3));
            Tensor rows = half.clamp(0, 1).rows(Program.require(in, "ids"));
            Tensor last =
                rows.concat(0, List.of(rows)).layerNorm(null, null, 1e-5).swiGlu(rows.sum(0, true));
            return Map.of("rows", rows, "view", last.transpose(0, 1), "constant", make.range(N));
          });

  private final Backend backend;

  Handles(Backend backend) {
    this.backend = backend;
  }

  /** Returns the count of handles after runs, their closing and that of the program. */
  long leftBySuccess() {
    return left(new long[] {0, 2});
  }

  /** Returns the same of runs that fail. */
  long leftByFailure() {
    return left(new long[] {0, 99});
  }

  /** Returns the same of runs of a thread with a scope of its own. */
  long leftInsideAScope() {
    try (PointerScope scope = new PointerScope()) {
      return left(new long[] {0, 2}) + left(new long[] {0, 99});
    }
  }

  private long left(long[] ids) {
    long before = Pointer.totalCount();
    try (Executable lookup = backend.compile(LOOKUP, MemoryTensorSource.empty(), Set.of());
        DeviceTensor table = backend.upload(HostTensor.of(new float[32], 8, 4));
        DeviceTensor chosen = backend.upload(HostTensor.of(ids, 2))) {
      for (int i = 0; i < RUNS; i++) {
        run(lookup, Map.of("table", table, "ids", chosen));
      }
    }
    return Pointer.totalCount() - before;
  }

  private static void run(Executable lookup, Map<String, DeviceTensor> inputs) {
    try {
      lookup.run(inputs).values().forEach(DeviceTensor::close);
    } catch (IllegalStateException expected) {
      if (!String.valueOf(expected.getMessage())
          .startsWith("rows of F32[8×3] and I64[2] failed in libtorch")) {
        throw expected;
      }
    }
  }
}
