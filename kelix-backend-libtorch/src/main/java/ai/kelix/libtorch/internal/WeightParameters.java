package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.TensorShapeException;

/** Weights of one compiled program, seen from a prefix. */
record WeightParameters(WeightTable table, EagerTensors factory, String prefix)
    implements Parameters {

  @Override
  public Tensor get(String name, long... sizes) {
    return factory.weight(table.get(prefix + name, sizes));
  }

  @Override
  public boolean has(String name) {
    return table.has(prefix + name);
  }

  @Override
  public long[] sizesOf(String name) {
    return table.sizesOf(prefix + name);
  }

  @Override
  public Parameters at(String below) {
    return new WeightParameters(table, factory, prefix + below + ".");
  }

  @Override
  public Tensors tensors() {
    return factory;
  }

  /** Full names to libtorch tensors, whoever owns them. */
  interface WeightTable {
    /**
     * Returns a weight in the compute type, or, if it is worth it, in 16 bits as it is stored.
     *
     * @throws MissingTensorException if there is none
     * @throws TensorShapeException if its sizes differ
     */
    org.bytedeco.pytorch.Tensor get(String name, long... sizes);

    boolean has(String name);

    long[] sizesOf(String name);
  }
}
