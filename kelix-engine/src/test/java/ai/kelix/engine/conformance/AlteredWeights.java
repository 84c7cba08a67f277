package ai.kelix.engine.conformance;

import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A sound checkpoint in which one tensor is not what it should be. */
record AlteredWeights(
    TensorSource sound, String name, Function<StoredTensor, Optional<StoredTensor>> change)
    implements TensorSource {

  @Override
  public Set<String> names() {
    return sound.names();
  }

  @Override
  public Optional<StoredTensor> find(String wanted) {
    Optional<StoredTensor> found = sound.find(wanted);
    return wanted.equals(name) ? found.flatMap(change) : found;
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    return sound.map(tensor);
  }

  @Override
  public void close() {
    sound.close();
  }
}
