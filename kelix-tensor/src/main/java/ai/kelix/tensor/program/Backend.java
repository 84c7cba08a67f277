package ai.kelix.tensor.program;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.Set;

/**
 * Where programs run: one loaded library on one device. Thread-safe.
 *
 * <p>Obtained from a {@link BackendProvider}; closing frees all that was compiled or allocated.
 */
public interface Backend extends AutoCloseable {

  /** Returns the provider's name, such as {@code onnx}. */
  String name();

  /** Returns the device in words, such as {@code CPU} or {@code CUDA:0}. */
  String device();

  /**
   * Makes a program runnable.
   *
   * @param program what to run
   * @param weights the checkpoint that its parameters come from, with names as the network uses
   *     them
   * @param observed stages named by {@link ai.kelix.tensor.Tensor#named} that become outputs too,
   *     under their stage names; {@link #OBSERVE_ALL} alone means every stage
   * @throws ai.kelix.tensor.weights.CheckpointException if a weight that the program will ask for
   *     is missing, has another shape or holds no floating-point numbers; found here and not in the
   *     first run, see {@link Outline}
   */
  Executable compile(Program program, TensorSource weights, Set<String> observed);

  /** The observed set that stands for every named stage. */
  Set<String> OBSERVE_ALL = Set.of("*");

  /** Copies numbers to where the backend computes. */
  DeviceTensor upload(HostTensor tensor);

  /** Allocates a zero-filled tensor there. */
  DeviceTensor allocate(DType dtype, long... sizes);

  @Override
  void close();
}
