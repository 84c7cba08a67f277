package ai.kelix.libtorch.internal;

import ai.kelix.BackendException;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.graph.WeightTypes;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.IdentityHashMap;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** libtorch on the processor or one GPU of this machine. Thread-safe. */
public final class LibtorchBackend implements GradientBackend {
  private final IdentityHashMap<TensorSource, StoredWeights> weights = new IdentityHashMap<>();
  private final TorchDevice device;
  private final CacheLengths lengths;
  private boolean closed;

  private LibtorchBackend(TorchDevice device, CacheLengths lengths) {
    this.device = device;
    this.lengths = lengths;
  }

  /**
   * Loads libtorch.
   *
   * @throws BackendException if the device is not there
   */
  public static LibtorchBackend open(BackendOptions options) {
    TorchDevice device = device(options);
    return open(options, device, CacheLengths.on(device));
  }

  /** Opens with another way to learn lengths than the device's own. */
  static LibtorchBackend open(BackendOptions options, CacheLengths lengths) {
    return open(options, device(options), lengths);
  }

  private static TorchDevice device(BackendOptions options) {
    return options.device().map(TorchDevice::open).orElseGet(TorchDevice::best);
  }

  private static LibtorchBackend open(
      BackendOptions options, TorchDevice device, CacheLengths lengths) {
    // Convolutions ask for NNPACK each time, and on a processor that it does not know each answer
    // is
    // a line on standard error. oneDNN takes the large batches that NNPACK would compute.
    torch.globalContext().setUserEnabledNNPACK(false);
    if (options.threads() > 0) {
      torch.set_num_threads(options.threads());
      // OpenBLAS keeps a pool of its own, which libtorch's setting does not reach.
      openblas_nolapack.blas_set_num_threads(options.threads());
    }
    return new LibtorchBackend(device, lengths);
  }

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String device() {
    return device.description();
  }

  @Override
  public synchronized Executable compile(
      Program program, TensorSource source, Set<String> observed) {
    requireOpen();
    StoredWeights table = weights.computeIfAbsent(source, s -> new StoredWeights(s, device));
    TorchKernels kernels = new TorchKernels(device, table, lengths);
    Graph graph = program.traced(source, observed).pruned();
    return new TorchExecutable(program, WeightTypes.asStored(graph, table::held), kernels);
  }

  @Override
  public synchronized DeviceTensor upload(HostTensor tensor) {
    requireOpen();
    try (PointerScope scope = new PointerScope()) {
      return new TorchDeviceTensor(device.upload(tensor).retainReference());
    }
  }

  @Override
  public synchronized DeviceTensor allocate(DType dtype, long... sizes) {
    requireOpen();
    try (PointerScope scope = new PointerScope()) {
      Tensor zeros = device.empty(dtype, sizes).zero_();
      return new TorchDeviceTensor(zeros.retainReference());
    }
  }

  @Override
  public Variables variables() {
    requireOpen();
    return new TorchVariables(device);
  }

  @Override
  public TensorScope scope() {
    requireOpen();
    return new TorchScope(device);
  }

  @Override
  public TensorScope scope(Variables variables) {
    requireOpen();
    if (variables instanceof TorchVariables own) {
      return new TorchScope(device, own);
    }
    throw new IllegalArgumentException(
        "these variables are of another backend: " + variables.getClass().getName());
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
