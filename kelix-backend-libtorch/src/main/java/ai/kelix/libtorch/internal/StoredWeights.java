package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a checkpoint. One that is wanted in the type in which it is stored is shared with
 * the mapped file, or copied to the GPU; one that is wanted in another is converted on first use
 * and kept. Thread-safe.
 */
final class StoredWeights implements TorchKernels.WeightTable, AutoCloseable {
  /** Widening smaller ones again and again costs more time than it saves memory. */
  private static final long LARGE = 4 << 20;

  private final TensorSource source;
  private final TorchDevice device;
  private final MappedWeights mapped = new MappedWeights();
  private final ConcurrentHashMap<Key, Tensor> ready = new ConcurrentHashMap<>();

  private record Key(String name, DType dtype) {}

  StoredWeights(TensorSource source, TorchDevice device) {
    this.source = source;
    this.device = device;
  }

  /** Returns the type in which a weight is held where a product or a look-up can take it so. */
  DType held(Source.Weight weight) {
    StoredTensor stored = source.weight(weight.name(), weight.type().shape().sizes());
    DType wanted = weight.type().dtype();
    boolean narrow = stored.dtype().isFloating() && stored.dtype().bytes() < wanted.bytes();
    return narrow && isLargeMatrix(stored) ? stored.dtype() : wanted;
  }

  private static boolean isLargeMatrix(StoredTensor stored) {
    return stored.shape().size() == 2 && stored.length() >= LARGE;
  }

  @Override
  public Tensor get(Source.Weight weight) {
    Key key = new Key(weight.name(), weight.type().dtype());
    Tensor known = ready.get(key);
    return known != null ? known : ready.computeIfAbsent(key, k -> load(weight));
  }

  private Tensor load(Source.Weight weight) {
    StoredTensor stored = source.weight(weight.name(), weight.type().shape().sizes());
    DType wanted = weight.type().dtype();
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes = device.move(mapped.tensor(stored));
      Tensor taken = stored.dtype() == wanted ? bytes : bytes.toType(Dtypes.toTorch(wanted));
      return taken.retainReference();
    }
  }

  @Override
  public void close() {
    ready.values().forEach(Tensor::releaseReference);
    ready.clear();
    mapped.close();
  }
}
