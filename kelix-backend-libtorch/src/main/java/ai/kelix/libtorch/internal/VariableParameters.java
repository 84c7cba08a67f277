package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.kernel.EagerTape;

/** Variables as the weights of a network, seen from a prefix. */
record VariableParameters(
    TorchVariables variables, EagerTape<org.bytedeco.pytorch.Tensor> tape, String prefix)
    implements Parameters {

  @Override
  public Tensor get(String name, long... sizes) {
    return tape.tensor(variables.leaf(prefix + name, sizes));
  }

  @Override
  public boolean has(String name) {
    return variables.names().contains(prefix + name);
  }

  @Override
  public long[] sizesOf(String name) {
    return variables.sizesOf(prefix + name);
  }

  @Override
  public Parameters at(String below) {
    return new VariableParameters(variables, tape, prefix + below + ".");
  }

  @Override
  public Tensors tensors() {
    return new Tensors(tape);
  }
}
