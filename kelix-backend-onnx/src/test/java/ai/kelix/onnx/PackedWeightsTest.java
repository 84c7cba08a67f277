package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.quantization.PackedCheckpoint;
import ai.kelix.formats.quantization.PackedWriter;
import ai.kelix.onnx.internal.runtime.OnnxBackend;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.weights.TensorShapeException;
import ai.kelix.tensor.weights.WeightFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A linear layer gives the same with weights in another format, but for the rounding. */
class PackedWeightsTest {
  private static final int OUT = 40;
  private static final int IN = 100;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void linearLayersAgreeWithTheCheckpoint(WeightFormat format) {
    try (Checkpoint original = checkpoint("model", IN);
        OnnxBackend backend = new OnnxBackend(BackendOptions.DEFAULTS)) {
      Path file = folder.resolve("packed.safetensors");
      new PackedWriter(format, List.of(original.find("w").orElseThrow()))
          .write(file, (name, bytes) -> {});
      PackedCheckpoint packed = PackedCheckpoint.open(original, file, format);
      Map<String, float[]> expected = run(backend, original);
      Map<String, float[]> found = run(backend, packed);
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      expected.forEach(
          (name, values) ->
              assertThat(relativeError(values, Program.require(found, name)))
                  .as("%s in %s", name, format)
                  .isLessThan(tolerance(format)));
      assertThat(found.get("rows"))
          .as("a range of rows is a part of all")
          .satisfies(rows -> close(rows, Program.require(found, "plain"), 8));
    }
  }

  private static void close(float[] rows, float[] all, int first) {
    for (int i = 0; i < 8; i++) {
      assertThat(rows[i]).isCloseTo(all[first + i], within(1e-5f));
    }
  }

  private static double tolerance(WeightFormat format) {
    return switch (format) {
      case FP32 -> 1e-6;
      case FP16 -> 1e-3;
      case INT8 -> 0.015;
      case INT4 -> 0.12;
    };
  }

  @Test
  void refusesAFileOfAnotherModel() {
    try (Checkpoint original = checkpoint("model", IN);
        Checkpoint other = checkpoint("other", IN + 1)) {
      Path file = folder.resolve("packed.safetensors");
      new PackedWriter(WeightFormat.INT8, List.of(other.find("w").orElseThrow()))
          .write(file, (name, bytes) -> {});
      assertThatThrownBy(() -> PackedCheckpoint.open(original, file, WeightFormat.INT4))
          .isInstanceOf(TensorShapeException.class)
          .hasMessageContaining("export it again");
    }
  }

  /** Vectors, matrices, batches, a bias and a range of rows. */
  private static Program program() {
    return new Program(
        "linear",
        List.of(
            Program.Input.of("x", DType.F32, Dim.symbol("n"), Dim.of(IN)),
            Program.Input.of("v", DType.F32, Dim.of(IN))),
        (make, in) -> {
          Tensor x = Program.require(in, "x");
          Tensor weight = x.weight(new Parameter("w", Shape.of(OUT, IN), FirstValues.XAVIER));
          Tensor bias = x.weight(new Parameter("b", Shape.of(OUT), FirstValues.ZEROS));
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put("plain", x.linear(weight, null));
          outputs.put("biased", x.linear(weight, bias));
          outputs.put("batched", x.unsqueeze(0).linear(weight, bias));
          outputs.put("vector", Program.require(in, "v").linear(weight, bias));
          outputs.put("rows", x.linear(weight.narrow(0, 8, 8), null));
          return outputs;
        });
  }

  private static Map<String, float[]> run(
      OnnxBackend backend, ai.kelix.tensor.weights.TensorSource weights) {
    SplittableRandom random = new SplittableRandom(9);
    Map<String, float[]> results = new LinkedHashMap<>();
    try (Executable executable = backend.compile(program(), weights, Set.of());
        DeviceTensor x = backend.upload(HostTensor.of(gaussian(3 * IN, random), 3, IN));
        DeviceTensor v = backend.upload(HostTensor.of(gaussian(IN, random), IN))) {
      executable
          .run(Map.of("x", x, "v", v))
          .forEach(
              (name, tensor) -> {
                try (tensor) {
                  results.put(name, tensor.toHost().floats());
                }
              });
    }
    return results;
  }

  private Checkpoint checkpoint(String name, int in) {
    SplittableRandom random = new SplittableRandom(4);
    Path file = folder.resolve(name + ".safetensors");
    List<TensorPlan> plan =
        List.of(
            new TensorPlan("w", DType.F32, List.of((long) OUT, (long) in)),
            new TensorPlan("b", DType.F32, List.of((long) OUT)));
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, plan, Map.of())) {
      writer.write(HostTensor.of(gaussian(OUT * in, random), OUT, in).data());
      writer.write(HostTensor.of(gaussian(OUT, random), OUT).data());
      writer.finish();
    }
    return Checkpoint.openFile(file);
  }

  private static float[] gaussian(int count, SplittableRandom random) {
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = (float) random.nextGaussian());
    return values;
  }

  private static double relativeError(float[] expected, float[] found) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(found[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(error / size);
  }
}
