package ai.kelix.testkit.conformance.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.reference.FileTensorSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Exercises("weight")
class WeightTest extends OperationTests {
  /** 1.5 and −2 in the upper bytes of float32, which are bfloat16, and in float16. */
  private static final short[] BFLOAT16 = {0x3FC0, (short) 0xC000};

  private static final short[] FLOAT16 = {0x3E00, (short) 0xC000};

  private final Laboratory lab;
  @TempDir private Path folder;

  WeightTest(Laboratory lab) {
    super(lab);
    this.lab = lab;
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16"})
  void isOfTheTypeOfWhatComputesWithItWhateverItIsStoredIn(DType stored) throws IOException {
    FileTensorSource weights =
        FileTensorSource.write(folder.resolve(stored.name()), "layer.weight", numbers(stored));
    Parameter weight = Parameters.of(weights).at("layer").get("weight", 2);
    Program program =
        new Program(
            "weight",
            List.of(Program.Input.of("x", DType.F32, Dim.of(2))),
            (make, in) -> {
              Tensor x = Program.require(in, "x");
              assertThat(x.to(DType.F16).weight(weight).dtype()).isEqualTo(DType.F16);
              return Map.of("y", x.plus(x.weight(weight)));
            });
    try (Executable executable = lab.backend().compile(program, weights, Set.of())) {
      HostTensor x = HostTensor.of(new float[] {10, 20}, 2);
      HostTensor y = Program.require(lab.run(executable, Map.of("x", x)), "y");
      assertThat(y.floats()).containsExactly(11.5f, 18);
    }
  }

  private static HostTensor numbers(DType stored) {
    if (stored == DType.F32) {
      return HostTensor.of(new float[] {1.5f, -2}, 2);
    }
    HostTensor tensor = HostTensor.allocate(stored, 2);
    tensor.data().asShortBuffer().put(stored == DType.F16 ? FLOAT16 : BFLOAT16);
    return tensor;
  }
}
