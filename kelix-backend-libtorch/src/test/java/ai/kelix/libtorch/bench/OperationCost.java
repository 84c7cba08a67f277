package ai.kelix.libtorch.bench;

import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Processor time of the calling thread for one operation on few numbers, replayed and bare. */
final class OperationCost {
  private static final int OPERATIONS = 200;
  private static final int RUNS = 300;
  private static final int ROUNDS = 7;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private OperationCost() {}

  /** Returns the least of several rounds, in microseconds. */
  static double microseconds(int operations, Runnable run) {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < RUNS; i++) {
        run.run();
      }
      long spent = THREADS.getCurrentThreadCpuTime() - before;
      least = Math.min(least, spent / 1e3 / RUNS / operations);
    }
    return least;
  }

  /** One operation of a compiled program. */
  static double replayed(Backend backend) {
    try (Executable chain =
            backend.compile(Chain.of(OPERATIONS), MemoryTensorSource.empty(), Set.of());
        DeviceTensor x = backend.upload(HostTensor.of(new float[64], 64))) {
      return microseconds(
          OPERATIONS, () -> Program.require(chain.run(Map.of("x", x)), "y").close());
    }
  }

  /** The same through JavaCPP alone, each input closed after its last use. */
  static double bare() {
    boolean gradients = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try (PointerScope scope = new PointerScope();
        Scalar one = new Scalar(1.0)) {
      Tensor x = torch.zeros(64).retainReference();
      return microseconds(OPERATIONS, () -> chain(x, one));
    } finally {
      GradMode.set_enabled(gradients);
    }
  }

  private static void chain(Tensor first, Scalar one) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = first.add(one);
      for (int i = 1; i < OPERATIONS; i++) {
        Tensor next = x.add(one);
        x.close();
        x = next;
      }
    }
  }
}
