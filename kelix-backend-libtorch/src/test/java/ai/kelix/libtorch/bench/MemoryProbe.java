package ai.kelix.libtorch.bench;

import ai.kelix.libtorch.LibtorchProvider;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says in a process of its own what runs take and what they leave; one {@code name=value} a line.
 */
public final class MemoryProbe {

  private MemoryProbe() {}

  /** Measures. */
  public static void main(String[] arguments) {
    BackendOptions options = new BackendOptions(Optional.of("cpu"), 1);
    try (Backend backend = new LibtorchProvider().open(options)) {
      Handles handles = new Handles(backend);
      handles.leftBySuccess();
      System.out.println("success=" + handles.leftBySuccess());
      System.out.println("failure=" + handles.leftByFailure());
      System.out.println("scope=" + handles.leftInsideAScope());
      System.out.println("chain=" + (PeakMemory.isKnown() ? chainGrowth(backend) : 0));
    }
  }

  /** Returns the growth of 40 element-wise operations on 16 MiB, in bytes. */
  static long chainGrowth(Backend backend) {
    try (Executable chain = backend.compile(Chain.of(40), MemoryTensorSource.empty(), Set.of());
        DeviceTensor small = backend.allocate(DType.F32, 8);
        DeviceTensor x = backend.upload(HostTensor.allocate(DType.F32, 4 << 20))) {
      Program.require(chain.run(Map.of("x", small)), "y").close();
      return PeakMemory.growth(() -> Program.require(chain.run(Map.of("x", x)), "y").close());
    }
  }
}
