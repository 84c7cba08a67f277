package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Op;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/** Says of which operation on what libtorch complains. */
final class NativeFailure {

  private NativeFailure() {}

  /** Returns what to throw for a failure of one operation; a full GPU is told elsewhere. */
  static RuntimeException named(RuntimeException failure, Op op, List<Tensor> operands) {
    if (OutOfDeviceMemory.is(failure)) {
      return failure;
    }
    String types =
        operands.stream()
            .map(Natives::type)
            .map(Object::toString)
            .collect(Collectors.joining(" and "));
    String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
    String message =
        String.format(Locale.ROOT, "%s of %s failed in libtorch: %s", op.label(), types, said);
    return failure instanceof IllegalArgumentException
        ? new IllegalArgumentException(message, failure)
        : new IllegalStateException(message, failure);
  }
}
