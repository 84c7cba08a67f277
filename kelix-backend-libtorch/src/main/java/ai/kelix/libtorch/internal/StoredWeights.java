package ai.kelix.libtorch.internal;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a checkpoint. What is stored as float32, and large matrices of any type, are
 * shared with the mapped file, or copied to the GPU as they are stored; other weights are widened
 * to float32 on first use and kept. Thread-safe.
 */
final class StoredWeights implements WeightParameters.WeightTable, AutoCloseable {
  /** Widening smaller ones again and again costs more time than it saves memory. */
  private static final long LARGE = 4 << 20;

  private final TensorSource source;
  private final TorchDevice device;
  private final MappedWeights mapped = new MappedWeights();
  private final ConcurrentHashMap<String, Tensor> ready = new ConcurrentHashMap<>();

  StoredWeights(TensorSource source, TorchDevice device) {
    this.source = source;
    this.device = device;
  }

  @Override
  public Tensor get(String name, long... sizes) {
    StoredTensor stored = source.weight(name, sizes);
    return ready.computeIfAbsent(name, n -> load(stored));
  }

  private Tensor load(StoredTensor stored) {
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes = device.move(mapped.tensor(stored));
      boolean shared = MappedWeights.isShared(stored) || isLargeMatrix(stored);
      Tensor weight = shared ? bytes : bytes.toType(Dtypes.toTorch(DType.F32));
      return weight.retainReference();
    }
  }

  private static boolean isLargeMatrix(StoredTensor stored) {
    return stored.shape().size() == 2 && stored.length() >= LARGE;
  }

  @Override
  public boolean has(String name) {
    return source.find(name).isPresent();
  }

  @Override
  public long[] sizesOf(String name) {
    return source.require(name).sizes();
  }

  @Override
  public void close() {
    ready.values().forEach(Tensor::releaseReference);
    ready.clear();
    mapped.close();
  }
}
