package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tools.verify.Finding.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Compares computed tensors with golden ones. */
final class Comparison {
  /** 8-bit images may differ by one step in at most this fraction of their values. */
  private static final double PIXELS_OFF_BY_ONE = 0.002;

  private Comparison() {}

  /**
   * Compares one tensor; leading and trailing dimensions of size 1 do not count.
   *
   * @param name in the golden file
   * @param golden what was recorded
   * @param computed what came out
   */
  static Finding compare(String name, HostTensor golden, HostTensor computed, Tolerance tolerance) {
    if (!squeezed(golden).equals(squeezed(computed))) {
      return Finding.different(name, "shape " + computed.shape() + ", recorded " + golden.shape());
    }
    if (golden.dtype() == DType.U8) {
      return pixels(name, golden, computed);
    }
    if (!golden.dtype().isFloating()) {
      return integers(name, golden, computed);
    }
    return floats(name, golden, computed, tolerance);
  }

  private static List<Long> squeezed(HostTensor tensor) {
    return tensor.shape().stream().filter(size -> size != 1).toList();
  }

  private static Finding integers(String name, HostTensor golden, HostTensor computed) {
    long[] expected = integersOf(golden);
    long[] found = integersOf(computed);
    long different = 0;
    for (int i = 0; i < expected.length; i++) {
      different += expected[i] == found[i] ? 0 : 1;
    }
    String note = different == 0 ? "" : different + " of " + expected.length + " differ";
    return finding(name, (double) different, 0, note);
  }

  private static Finding pixels(String name, HostTensor golden, HostTensor computed) {
    ByteBuffer expected = golden.data();
    ByteBuffer found = computed.data();
    int largest = 0;
    int off = 0;
    int count = expected.limit();
    for (int i = 0; i < count; i++) {
      int difference = Math.abs((expected.get(i) & 0xFF) - (found.get(i) & 0xFF));
      largest = Math.max(largest, difference);
      off += difference == 0 ? 0 : 1;
    }
    boolean few = off <= Math.max(4, count * PIXELS_OFF_BY_ONE);
    String note = off == 0 ? "" : off + " of " + count + " values off";
    return finding(name, few ? largest : Math.max(largest, 2), 1, note);
  }

  private static Finding floats(
      String name, HostTensor golden, HostTensor computed, Tolerance tolerance) {
    float[] expected = golden.floats();
    float[] found = computed.floats();
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Float.isNaN(expected[i]) || Float.isNaN(found[i])) {
        error = Float.isNaN(expected[i]) && Float.isNaN(found[i]) ? error : Double.NaN;
      } else {
        largest = Math.max(largest, Math.abs(expected[i]));
        error = Math.max(error, Math.abs((double) expected[i] - found[i]));
      }
    }
    double scale = tolerance.relative() && largest > 0 ? largest : 1;
    return finding(name, error / scale, tolerance.limit(), "");
  }

  private static Finding finding(String name, double error, double limit, String note) {
    Verdict verdict = error <= limit ? Verdict.EQUAL : Verdict.DIFFERENT;
    return new Finding(Finding.stageOf(name), name, error, limit, verdict, note);
  }

  /** Returns the elements of a tensor of any type of integers. */
  static int[] ints(HostTensor tensor) {
    return Layouts.ints(integersOf(tensor));
  }

  private static long[] integersOf(HostTensor tensor) {
    return switch (tensor.dtype()) {
      case I64 -> tensor.longs();
      case I32 -> {
        int[] values = new int[Math.toIntExact(tensor.count())];
        tensor.data().asIntBuffer().get(values);
        yield Arrays.stream(values).asLongStream().toArray();
      }
      case U8, BOOL -> {
        long[] values = new long[Math.toIntExact(tensor.count())];
        Arrays.setAll(values, i -> tensor.data().get(i) & 0xFF);
        yield values;
      }
      default -> throw new IllegalStateException("no integers in " + tensor);
    };
  }
}
