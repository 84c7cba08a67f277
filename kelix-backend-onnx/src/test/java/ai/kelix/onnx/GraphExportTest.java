package ai.kelix.onnx;

import static ai.kelix.tensor.program.Program.require;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written graphs run in plain ONNX Runtime, from the folder of the checkpoint. */
class GraphExportTest {
  private static final Parameter FACTOR = new Parameter("factor", Shape.of(1), FirstValues.ONES);

  @TempDir Path folder;

  private static Program scaling() {
    return new Program(
        "scaling",
        List.of(Program.Input.of("x", DType.F32, Dim.symbol("n"))),
        (make, in) -> {
          Tensor x = require(in, "x");
          return Map.of("y", x.times(x.weight(FACTOR)).named("scaled"));
        });
  }

  @Test
  void writesAGraphThatPointsIntoTheCheckpoint() throws Exception {
    Path shards = Files.createDirectory(folder.resolve("shards"));
    FileWeights weights =
        new FileWeights(shards.resolve("w.safetensors"))
            .with("factor", HostTensor.of(new float[] {3}, 1));
    Path file = GraphExport.write(scaling(), weights, folder);
    assertThat(file).isEqualTo(folder.resolve("scaling.onnx"));
    assertThat(Files.size(file)).isLessThan(1000);
    assertThatCode(() -> ExternalDataCheck.check(file)).doesNotThrowAnyException();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor x =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(new float[] {1, 2}), new long[] {2});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      assertThat(session.getOutputNames()).containsExactly("y");
      assertThat((float[]) result.get(0).getValue()).containsExactly(3, 6);
    }
  }

  @Test
  void replacesAnOlderGraphAndLeavesNothingElse() throws IOException {
    FileWeights weights =
        new FileWeights(folder.resolve("w")).with("factor", HostTensor.of(new float[] {3}, 1));
    GraphExport.write(scaling(), weights, folder);
    GraphExport.write(scaling(), weights, folder);
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("scaling.onnx", "w");
    }
  }

  @Test
  void refusesWeightsThatLieElsewhere() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path here = Files.createDirectory(folder.resolve("here"));
    FileWeights weights =
        new FileWeights(elsewhere.resolve("w")).with("factor", HostTensor.of(new float[] {3}, 1));
    assertThatThrownBy(() -> GraphExport.write(scaling(), weights, here))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere");
  }
}
