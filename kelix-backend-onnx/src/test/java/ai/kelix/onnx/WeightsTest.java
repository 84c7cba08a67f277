package ai.kelix.onnx;

import static ai.kelix.tensor.program.Program.require;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.testkit.conformance.Laboratory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights stay where they are stored; the graph points at them. */
class WeightsTest {
  private static Laboratory lab;
  @TempDir Path folder;

  @BeforeAll
  static void open() {
    lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  /** Parameters as tensors. */
  private record Weights(Parameters parameters, Tensors make) {
    Tensor get(String name, long... sizes) {
      return make.weight(parameters.get(name, sizes), DType.F32);
    }
  }

  private static HostTensor run(
      TensorSource weights, BiFunction<Weights, Tensor, Tensor> body, HostTensor x) {
    Dim[] dims = x.shape().stream().map(Dim::of).toArray(Dim[]::new);
    Program program =
        new Program(
            "weights",
            List.of(Program.Input.of("x", x.dtype(), dims)),
            (make, in) -> {
              Weights given = new Weights(Parameters.of(weights), make);
              return Map.of("y", body.apply(given, require(in, "x")));
            });
    try (Executable executable = lab.backend().compile(program, weights, Set.of())) {
      return require(lab.run(executable, Map.of("x", x)), "y");
    }
  }

  private static HostTensor ones(long... sizes) {
    HostTensor tensor = HostTensor.allocate(DType.F32, sizes);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, 1);
    }
    return tensor;
  }

  private FileWeights file(String name) {
    return new FileWeights(folder.resolve(name));
  }

  @Test
  void readsLinearMapsFromAFile() {
    FileWeights weights =
        file("w.safetensors")
            .with("a.weight", HostTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
            .with("a.bias", HostTensor.of(new float[] {10, 20}, 2));
    HostTensor y =
        run(
            weights,
            (p, x) -> x.linear(p.get("a.weight", 2, 3), p.get("a.bias", 2)),
            HostTensor.of(new float[] {1, 0, 0, 0, 1, 0}, 2, 1, 3));
    assertThat(y.floats()).containsExactly(11, 24, 12, 25);
  }

  @Test
  void convertsHalfPrecisionWeights() {
    ByteBuffer bf16 = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    bf16.putShort(0, (short) 0x3FC0).putShort(2, (short) 0xC000);
    ByteBuffer f16 = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    f16.putShort(0, (short) 0x3E00).putShort(2, (short) 0xC000);
    FileWeights weights =
        file("half.safetensors")
            .with("bf16", HostTensor.wrap(bf16, DType.BF16, 2))
            .with("f16", HostTensor.wrap(f16, DType.F16, 2));
    for (String name : List.of("bf16", "f16")) {
      HostTensor y = run(weights, (p, x) -> x.times(p.get(name, 2)), ones(2));
      assertThat(y.floats()).containsExactly(1.5f, -2f);
    }
  }

  @Test
  void takesRowsOfHalfPrecisionTables() {
    ByteBuffer bf16 = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      bf16.putShort(2 * i, (short) (Float.floatToRawIntBits(i + 1f) >>> 16));
    }
    FileWeights weights = file("t.safetensors").with("t", HostTensor.wrap(bf16, DType.BF16, 2, 2));
    HostTensor y =
        run(weights, (p, x) -> p.get("t", 2, 2).rows(x), HostTensor.of(new long[] {1, 0}, 2));
    assertThat(y.floats()).containsExactly(3, 4, 1, 2);
  }

  @Test
  void readsPiecesOfWeightsInPlace() {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    FileWeights weights = file("p.safetensors").with("w", HostTensor.of(values, 4, 3));
    HostTensor rows = run(weights, (p, x) -> x.plus(p.get("w", 4, 3).narrow(0, 1, 2)), ones(2, 3));
    assertThat(rows.floats()).containsExactly(4, 5, 6, 7, 8, 9);
    HostTensor shaped =
        run(
            weights,
            (p, x) -> p.get("w", 4, 3).narrow(0, 2, 1).squeeze(0).narrow(0, 1, 2).times(x),
            ones(2));
    assertThat(shaped.floats()).containsExactly(7, 8);
    HostTensor columns =
        run(weights, (p, x) -> p.get("w", 4, 3).narrow(1, 0, 1).times(x), ones(4, 1));
    assertThat(columns.floats()).containsExactly(0, 3, 6, 9);
  }

  @Test
  void readsShardsInSeveralFoldersAndBehindLinks() throws IOException {
    Files.createDirectories(folder.resolve("blobs/a"));
    Files.createDirectories(folder.resolve("snapshot"));
    new FileWeights(folder.resolve("blobs/a/first")).with("w", HostTensor.of(new float[] {2}, 1));
    Path link = folder.resolve("snapshot/model-1.safetensors");
    Files.createSymbolicLink(link, folder.resolve("blobs/a/first"));
    FileWeights first = new FileWeights(link).with("w", HostTensor.of(new float[] {3}, 1));
    FileWeights second =
        new FileWeights(folder.resolve("snapshot/model-2.safetensors"))
            .with("v", HostTensor.of(new float[] {5}, 1));
    TensorSource both = first.and(second);
    HostTensor y = run(both, (p, x) -> x.times(p.get("w", 1)).times(p.get("v", 1)), ones(1));
    assertThat(y.floats()).containsExactly(15);
  }

  @Test
  void namesWhatIsMissingOrMisshapen() {
    FileWeights weights = file("m.safetensors").with("a.w", ones(2, 3));
    assertThatThrownBy(() -> run(weights, (p, x) -> p.get("a.v", 2), ones(1)))
        .hasMessageContaining("a.v");
    assertThatThrownBy(() -> run(weights, (p, x) -> p.get("a.w", 3, 2), ones(1)))
        .hasMessageContaining("a.w")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[3, 2]");
  }
}
