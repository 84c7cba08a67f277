package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rearranges computed tensors into the layout in which they were recorded. */
final class Joined {

  private Joined() {}

  /** Joins the stages of several images along the axis on which the recording is longer. */
  static Map<String, HostTensor> images(List<Map<String, HostTensor>> images, Golden golden) {
    Map<String, HostTensor> joined = new LinkedHashMap<>();
    for (String name : images.get(0).keySet()) {
      golden.find(name).ifPresent(recorded -> joined.put(name, joined(images, name, recorded)));
    }
    return joined;
  }

  private static HostTensor joined(
      List<Map<String, HostTensor>> images, String name, HostTensor recorded) {
    List<HostTensor> parts =
        images.stream()
            .map(image -> ofRank(Program.require(image, name), recorded.shape().size()))
            .toList();
    return concat(parts, axis(parts.get(0), recorded));
  }

  /** Each image is a batch of its own; the recording has none. */
  private static HostTensor ofRank(HostTensor tensor, int rank) {
    return tensor.shape().size() > rank ? squeezed(tensor) : tensor;
  }

  /** Returns the first sample of a batch as a batch of one. */
  static HostTensor first(HostTensor batch) {
    long[] sizes = batch.sizes();
    int bytes = Math.toIntExact(batch.data().limit() / sizes[0]);
    sizes[0] = 1;
    return HostTensor.wrap(part(batch.data(), 0, bytes), batch.dtype(), sizes);
  }

  private static HostTensor squeezed(HostTensor tensor) {
    boolean batched = tensor.shape().size() > 1 && tensor.shape().get(0) == 1;
    return batched
        ? new HostTensor(
            tensor.dtype(), tensor.shape().subList(1, tensor.shape().size()), tensor.data())
        : tensor;
  }

  private static int axis(HostTensor part, HostTensor whole) {
    for (int axis = 0; axis < Math.min(part.shape().size(), whole.shape().size()); axis++) {
      if (!part.shape().get(axis).equals(whole.shape().get(axis))) {
        return axis;
      }
    }
    return 0;
  }

  /** Joins tensors that agree in all but one axis. */
  static HostTensor concat(List<HostTensor> parts, int axis) {
    long[] sizes = parts.get(0).sizes();
    sizes[axis] = parts.stream().mapToLong(p -> p.sizes()[axis]).sum();
    HostTensor whole = HostTensor.allocate(parts.get(0).dtype(), sizes);
    long outer = Arrays.stream(sizes, 0, axis).reduce(1, (a, b) -> a * b);
    ByteBuffer target = whole.data().duplicate();
    for (long o = 0; o < outer; o++) {
      for (HostTensor part : parts) {
        int chunk = Math.toIntExact(part.data().limit() / outer);
        target.put(part(part.data(), Math.toIntExact(o * chunk), chunk));
      }
    }
    return whole;
  }

  /** Picks rows of the first axis that is not of size 1. */
  static HostTensor rows(HostTensor tensor, long[] rows) {
    HostTensor plain = squeezed(tensor);
    long[] sizes = plain.sizes();
    int row = Math.toIntExact(plain.data().limit() / sizes[0]);
    sizes[0] = rows.length;
    HostTensor picked = HostTensor.allocate(plain.dtype(), sizes);
    ByteBuffer target = picked.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (long r : rows) {
      target.put(part(plain.data(), Math.toIntExact(r * row), row));
    }
    return picked;
  }

  /** Returns one row of the first axis without that axis. */
  static HostTensor at(HostTensor tensor, int row) {
    long[] sizes = tensor.sizes();
    int bytes = Math.toIntExact(tensor.data().limit() / sizes[0]);
    return HostTensor.wrap(
        part(tensor.data(), row * bytes, bytes),
        tensor.dtype(),
        Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  /** Returns a tensor as the only row of a new first axis. */
  static HostTensor stacked(HostTensor tensor) {
    long[] sizes = new long[tensor.shape().size() + 1];
    sizes[0] = 1;
    System.arraycopy(tensor.sizes(), 0, sizes, 1, sizes.length - 1);
    return HostTensor.wrap(tensor.data().duplicate(), tensor.dtype(), sizes);
  }

  /** Returns the first rows of the first axis, all if there are fewer. */
  static HostTensor firstRows(HostTensor tensor, int rows) {
    long[] sizes = tensor.sizes();
    int row = Math.toIntExact(tensor.data().limit() / sizes[0]);
    sizes[0] = Math.min(sizes[0], rows);
    int bytes = Math.toIntExact(row * sizes[0]);
    return HostTensor.wrap(part(tensor.data(), 0, bytes), tensor.dtype(), sizes);
  }

  /** Views some bytes of a buffer. */
  static ByteBuffer part(ByteBuffer whole, int from, int count) {
    ByteBuffer view = whole.duplicate();
    Buffer range = view;
    range.position(from);
    range.limit(from + count);
    return view.slice().order(whole.order());
  }
}
