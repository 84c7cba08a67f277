package ai.kelix.testkit.reference;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.kernel.EagerTape;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import java.util.Arrays;

/** Single tensors that compute at once, outside of any program. Thread-safe. */
public final class ReferenceTensors {
  private static final EagerTape<Values> TAPE =
      new EagerTape<>(
          new ReferenceKernels(MemoryTensorSource.empty()),
          Values.class,
          values ->
              TensorType.of(
                  values.dtype(), Arrays.stream(values.sizes()).asLongStream().toArray()));

  private ReferenceTensors() {}

  /** Returns the factory. */
  public static Tensors tensors() {
    return new Tensors(TAPE);
  }

  /** Copies numbers of any type. */
  public static Tensor from(HostTensor tensor) {
    return TAPE.tensor(Values.of(tensor));
  }

  /** Makes a tensor of type F32 that keeps double precision; the array is copied. */
  public static Tensor of(double[] values, long... sizes) {
    return TAPE.tensor(Values.of(DType.F32, Layout.narrowed(sizes), values.clone()));
  }

  /** Returns the elements of a floating tensor at full precision in a new array. */
  public static double[] doubles(Tensor tensor) {
    return TAPE.value(tensor).floats().clone();
  }

  /** Copies the elements out. */
  public static HostTensor toHost(Tensor tensor) {
    return TAPE.value(tensor).toHost();
  }
}
