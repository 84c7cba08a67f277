package ai.kelix.tensor.internal.outline;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.weights.TensorSource;

/** Weights of which only name, type and shape matter. */
record OutlineParameters(OutlineLog log, TensorSource source, String prefix) implements Parameters {

  @Override
  public Tensor get(String name, long... sizes) {
    return log.weight(prefix + name, source.weight(prefix + name, sizes));
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
    return new OutlineParameters(log, source, prefix + below + ".");
  }

  @Override
  public Tensors tensors() {
    return new OutlineTensors(log);
  }
}
