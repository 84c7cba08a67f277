package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The operations without operands.
 *
 * @param weights reads a weight
 */
record Making(Function<Source.Weight, Values> weights) implements Source.Cases<int[], Values> {

  @Override
  public Values input(Source.Input op, int[] sizes) {
    throw new IllegalArgumentException(op + " is given, not computed");
  }

  @Override
  public Values weight(Source.Weight op, int[] sizes) {
    return weights.apply(op);
  }

  @Override
  public Values constant(Source.Constant op, int[] sizes) {
    return Values.of(HostTensor.wrap(op.elements(), op.type().dtype(), op.type().shape().sizes()));
  }

  @Override
  public Values scalar(Source.Scalar op, int[] sizes) {
    return Filling.of(op.value(), op.dtype());
  }

  @Override
  public Values range(Source.Range op, int[] sizes) {
    return Values.of(DType.I64, sizes, LongStream.range(0, op.count().size()).toArray());
  }

  @Override
  public Values sizeOf(Source.SizeOf op, int[] sizes) {
    return Values.of(DType.I64, sizes, new long[] {op.dim().size()});
  }

  @Override
  public Values full(Source.Full op, int[] sizes) {
    return Filling.of(op.value(), op.type().dtype(), sizes);
  }
}
