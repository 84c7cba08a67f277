package ai.kelix.libtorch.internal;

import ai.kelix.BackendException;
import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.gradient.GradientBackend;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.gradient.Variables;
import ai.kelix.core.program.BackendOptions;
import ai.kelix.core.program.DeviceTensor;
import ai.kelix.core.program.Executable;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Outline;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.DType;
import java.util.IdentityHashMap;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** libtorch on the CPU of this machine. Thread-safe. */
public final class LibtorchBackend implements GradientBackend {
  private final IdentityHashMap<TensorSource, StoredWeights> weights = new IdentityHashMap<>();
  private boolean closed;

  private LibtorchBackend() {}

  /**
   * Loads libtorch.
   *
   * @throws BackendException if the device is not there
   */
  public static LibtorchBackend open(BackendOptions options) {
    String device = options.device().orElse("cpu");
    if (!device.equals("cpu")) {
      throw new BackendException(
          "device '%s' is not available: this build of libtorch computes on 'cpu'; CUDA needs the"
                  .formatted(device)
              + " pytorch artifact with the classifier linux-x86_64-gpu");
    }
    if (options.threads() > 0) {
      torch.set_num_threads(options.threads());
      // OpenBLAS keeps a pool of its own, which libtorch's setting does not reach.
      openblas_nolapack.blas_set_num_threads(options.threads());
    }
    return new LibtorchBackend();
  }

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String device() {
    return "CPU";
  }

  @Override
  public synchronized Executable compile(
      Program program, TensorSource source, Set<String> observed) {
    requireOpen();
    Outline.of(program, source);
    StoredWeights table = weights.computeIfAbsent(source, StoredWeights::new);
    return new EagerExecutable(program, table, observed);
  }

  @Override
  public synchronized DeviceTensor upload(HostTensor tensor) {
    requireOpen();
    try (PointerScope scope = new PointerScope()) {
      return new TorchDeviceTensor(Natives.upload(tensor));
    }
  }

  @Override
  public synchronized DeviceTensor allocate(DType dtype, long... sizes) {
    requireOpen();
    try (PointerScope scope = new PointerScope()) {
      Tensor zeros = Natives.empty(dtype, sizes).zero_();
      return new TorchDeviceTensor(zeros);
    }
  }

  @Override
  public Variables variables() {
    requireOpen();
    return new TorchVariables();
  }

  @Override
  public TensorScope scope() {
    requireOpen();
    return new TorchScope();
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the libtorch backend is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      weights.values().forEach(StoredWeights::close);
      weights.clear();
    }
  }
}
