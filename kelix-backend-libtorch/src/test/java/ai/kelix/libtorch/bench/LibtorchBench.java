package ai.kelix.libtorch.bench;

import ai.kelix.libtorch.LibtorchProvider;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures memory and processor time on libtorch and prints both beside what they are compared
 * with. Run it with the test class path of this module and the folder of a model, such as that of
 * kelix-tiny, as its argument; with {@code MALLOC_MMAP_THRESHOLD_=65536} in the environment glibc
 * gives each piece of memory back at once, so that what is printed is what was needed.
 */
public final class LibtorchBench {
  private static final int MIB = 1 << 20;

  private LibtorchBench() {}

  /**
   * Measures.
   *
   * @param arguments a folder with a model for its programs' memory and a step of its backbone, or
   *     nothing
   */
  public static void main(String[] arguments) {
    BackendOptions options = new BackendOptions(Optional.of("cpu"), 1);
    try (Backend backend = new LibtorchProvider().open(options)) {
      print("chain of 40 on 16 MiB: grew by " + MemoryProbe.chainGrowth(backend) / MIB + " MiB");
      for (int i = 0; i < 2; i++) {
        print(small(OperationCost.replayed(backend), OperationCost.bare()));
      }
      if (arguments.length > 0) {
        ModelMemory model = new ModelMemory(backend, Path.of(arguments[0]));
        model.lines().forEach(LibtorchBench::print);
        print("a step of the backbone: " + Math.round(1e3 * model.stepMilliseconds()) + " µs");
      }
    }
  }

  private static String small(double replayed, double bare) {
    return String.format(
        Locale.ROOT,
        "small operation: replayed %.2f µs, bare JavaCPP with early closing %.2f µs",
        replayed,
        bare);
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
