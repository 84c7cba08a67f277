package ai.kelix.testkit.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Maps of the JDK change their order from run to run, which tables and graphs would show. */
@ExtendWith(LaboratoryExtension.class)
class OutputsTest {
  private final Laboratory lab;

  OutputsTest(Laboratory lab) {
    this.lab = lab;
  }

  @Test
  void comeInTheOrderOfTheirNames() {
    Program program =
        new Program(
            "several",
            List.of(Program.Input.of("x", DType.F32, Dim.of(2))),
            (p, in) -> {
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              for (String name : List.of("c", "a", "d", "b")) {
                outputs.put(name, Program.require(in, "x").times(2));
              }
              return outputs;
            });
    try (Executable executable = lab.compile(program);
        DeviceTensor x = lab.backend().upload(HostTensor.of(new float[2], 2))) {
      Map<String, DeviceTensor> outputs = executable.run(Map.of("x", x));
      assertThat(outputs.keySet()).containsExactly("a", "b", "c", "d");
      outputs.values().forEach(DeviceTensor::close);
    }
  }
}
