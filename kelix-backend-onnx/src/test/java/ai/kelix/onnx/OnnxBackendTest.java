package ai.kelix.onnx;

import static ai.kelix.onnx.Laboratory.get;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.core.program.Executable;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxBackendTest {
  @TempDir Path folder;

  @Test
  void multipliesByAWeightInAFile() {
    FileWeights weights =
        new FileWeights(folder.resolve("w.safetensors"))
            .with("a.weight", HostTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
            .with("a.bias", HostTensor.of(new float[] {10, 20}, 2));
    Program program =
        new Program(
            "p",
            List.of(Program.Input.of("x", DType.F32, Dim.symbol("b"), Dim.symbol("n"), Dim.of(3))),
            (p, in) ->
                Map.of(
                    "y",
                    get(in, "x").linear(p.at("a").get("weight", 2, 3), p.at("a").get("bias", 2))));
    try (Laboratory lab = new Laboratory();
        Executable run = lab.backend.compile(program, weights, Set.of())) {
      HostTensor y =
          get(
              lab.run(run, Map.of("x", HostTensor.of(new float[] {1, 0, 0, 0, 1, 0}, 2, 1, 3))),
              "y");
      assertThat(y.floats()).containsExactly(11, 24, 12, 25);
      assertThat(y.sizes()).containsExactly(2, 1, 2);
    }
  }
}
