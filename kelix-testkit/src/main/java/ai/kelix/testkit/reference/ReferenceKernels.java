package ai.kelix.testkit.reference;

import ai.kelix.tensor.kernel.Kernels;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Normalization;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Reduction;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.TensorType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes every operation in plain Java. Thread-safe. */
final class ReferenceKernels implements Kernels<Values>, Op.Cases<Operands, List<Values>> {
  private final TensorSource weights;
  private final Map<Source.Weight, Values> read = new ConcurrentHashMap<>();

  /** Makes kernels that read weights from a checkpoint, each once. */
  ReferenceKernels(TensorSource weights) {
    this.weights = weights;
  }

  @Override
  public List<Values> compute(Op op, List<Values> operands, List<TensorType> results) {
    int[] sizes = Layout.narrowed(results.get(0).shape().sizes());
    return op.accept(this, new Operands(operands, sizes));
  }

  @Override
  public List<Values> source(Source op, Operands in) {
    return List.of(op.accept(new Making(this::weight), in.sizes()));
  }

  @Override
  public List<Values> unary(Unary op, Operands in) {
    return List.of(Elements.unary(op, in.first()));
  }

  @Override
  public List<Values> binary(Binary op, Operands in) {
    return List.of(Elements.binary(op, in.first(), in.get(1), in.sizes()));
  }

  @Override
  public List<Values> elementwise(Elementwise op, Operands in) {
    return List.of(op.accept(new Elements(), in));
  }

  @Override
  public List<Values> reduction(Reduction op, Operands in) {
    return op.accept(new Axes(), in.first());
  }

  @Override
  public List<Values> normalization(Normalization op, Operands in) {
    return List.of(op.accept(new Normalizing(), in));
  }

  @Override
  public List<Values> view(View op, Operands in) {
    return List.of(op.accept(new Viewing(), in));
  }

  @Override
  public List<Values> arrangement(Arrangement op, Operands in) {
    return List.of(op.accept(new Moving(), in));
  }

  @Override
  public List<Values> product(Product op, Operands in) {
    return List.of(op.accept(new Products(), in));
  }

  @Override
  public List<Values> attending(Attending op, Operands in) {
    return List.of(op.accept(new Attention(), in));
  }

  private Values read(Source.Weight weight) {
    StoredTensor stored = weights.require(weight.name());
    HostTensor host = HostTensor.wrap(weights.map(stored), stored.dtype(), stored.sizes());
    return Values.of(host).to(weight.type().dtype());
  }

  private Values weight(Source.Weight weight) {
    return read.computeIfAbsent(weight, this::read);
  }

  @Override
  public Values copy(Values value) {
    return value.copy();
  }

  @Override
  public void release(Values value) {}
}
