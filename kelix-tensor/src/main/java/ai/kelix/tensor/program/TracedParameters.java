package ai.kelix.tensor.program;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.List;

/** Weights of a program that is being recorded, checked against the checkpoint. */
record TracedParameters(Tensors tensors, TensorSource source, String prefix) implements Parameters {

  @Override
  public Tensor get(String name, long... sizes) {
    source.weight(prefix + name, sizes);
    TensorType type = TensorType.of(DType.F32, sizes);
    return tensors.tape().apply(new Source.Weight(prefix + name, type), List.of()).get(0);
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
    return new TracedParameters(tensors, source, prefix + below + ".");
  }
}
