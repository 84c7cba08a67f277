package ai.kelix.testkit.reference;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Weights of a checkpoint, widened to F32 and read once each. */
public final class ReferenceParameters implements Parameters {
  private final TensorSource source;
  private final Map<String, Values> known;
  private final Observer observer;
  private final String prefix;

  /** Weights outside of any program. */
  public ReferenceParameters(TensorSource source) {
    this(source, new ConcurrentHashMap<>(), Observer.NONE, "");
  }

  ReferenceParameters(
      TensorSource source, Map<String, Values> known, Observer observer, String prefix) {
    this.source = source;
    this.known = known;
    this.observer = observer;
    this.prefix = prefix;
  }

  @Override
  public Tensor get(String name, long... sizes) {
    StoredTensor stored = source.weight(prefix + name, sizes);
    return ReferenceTensor.of(observer, known.computeIfAbsent(stored.name(), key -> read(stored)));
  }

  private Values read(StoredTensor stored) {
    HostTensor host = HostTensor.wrap(source.map(stored), stored.dtype(), stored.sizes());
    Values values = Values.of(host);
    return values.isFloating() ? values.to(DType.F32) : values;
  }

  @Override
  public boolean has(String name) {
    return source.find(prefix + name).isPresent();
  }

  @Override
  public long[] sizesOf(String name) {
    return source.require(prefix + name).sizes();
  }

  @Override
  public Parameters at(String below) {
    return new ReferenceParameters(source, known, observer, prefix + below + ".");
  }

  @Override
  public Tensors tensors() {
    return new ReferenceTensors(observer);
  }
}
