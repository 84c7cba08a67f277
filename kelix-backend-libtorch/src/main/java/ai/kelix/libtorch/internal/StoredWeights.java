package ai.kelix.libtorch.internal;

import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.tensor.DType;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a checkpoint as float32, each made on first use and kept: shared with the mapped
 * file when stored as float32, widened once otherwise. Thread-safe.
 */
final class StoredWeights implements WeightParameters.WeightTable, AutoCloseable {
  private final TensorSource source;
  private final MappedWeights mapped = new MappedWeights();
  private final ConcurrentHashMap<String, Tensor> ready = new ConcurrentHashMap<>();

  StoredWeights(TensorSource source) {
    this.source = source;
  }

  @Override
  public Tensor get(String name, long... sizes) {
    StoredTensor stored = source.weight(name, sizes);
    return ready.computeIfAbsent(name, n -> load(stored));
  }

  private Tensor load(StoredTensor stored) {
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes = mapped.tensor(stored);
      Tensor weight =
          MappedWeights.isShared(stored) ? bytes : bytes.toType(Dtypes.toTorch(DType.F32));
      return weight.retainReference();
    }
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
