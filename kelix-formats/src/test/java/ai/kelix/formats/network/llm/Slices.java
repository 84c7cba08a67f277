package ai.kelix.formats.network.llm;

import ai.kelix.tensor.program.HostTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;

/** Parts of tensors. */
final class Slices {

  private Slices() {}

  /** Returns {@code length} entries of an axis from {@code start}. */
  static HostTensor narrow(HostTensor tensor, int axis, long start, long length) {
    return take(tensor, axis, LongStream.range(start, start + length).toArray());
  }

  /** Returns some entries of an axis; of axis 1 those of the first sample, without the batch. */
  static HostTensor rows(HostTensor tensor, int axis, long... indices) {
    HostTensor taken = take(tensor, axis, indices);
    List<Long> shape = taken.shape().subList(axis, taken.shape().size());
    return new HostTensor(taken.dtype(), shape, taken.data());
  }

  /** Returns one sample as a batch of one. */
  static HostTensor sample(HostTensor tensor, int index) {
    return narrow(tensor, 0, index, 1);
  }

  /** Puts tensors on top of each other along axis 0. */
  static HostTensor joined(List<HostTensor> parts) {
    long[] sizes = parts.get(0).sizes();
    sizes[0] = parts.stream().mapToLong(part -> part.sizes()[0]).sum();
    HostTensor whole = HostTensor.allocate(parts.get(0).dtype(), sizes);
    ByteBuffer target = whole.data().duplicate();
    parts.forEach(part -> target.put(part.data().duplicate()));
    return whole;
  }

  private static HostTensor take(HostTensor tensor, int axis, long... indices) {
    long[] sizes = tensor.sizes();
    long outer = LongStream.of(sizes).limit(axis).reduce(1, (a, b) -> a * b);
    int entry = Math.toIntExact(tensor.data().limit() / outer / sizes[axis]);
    long axisSize = sizes[axis];
    sizes[axis] = indices.length;
    HostTensor taken = HostTensor.allocate(tensor.dtype(), sizes);
    ByteBuffer target = taken.data().duplicate();
    for (long o = 0; o < outer; o++) {
      for (long index : indices) {
        ByteBuffer source = tensor.data().duplicate();
        int from = Math.toIntExact((o * axisSize + index) * entry);
        source.position(from).limit(from + entry);
        target.put(source);
      }
    }
    return taken;
  }
}
