package ai.kelix.tools.verify;

import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.PositionArguments.Position;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.image.Size;
import java.util.List;
import java.util.function.ToLongFunction;

/** Position arguments (kelix-dit §8); the same on every backend. */
final class PositionChecks {
  private static final String GRIDS = ".H_y_W_y_H_x_W_x";

  private final Golden golden;
  private final Findings findings;
  private final Positions positions;

  PositionChecks(Golden golden, Findings findings, Positions positions) {
    this.golden = golden;
    this.findings = findings;
    this.positions = positions;
  }

  void run() {
    for (String group : golden.groups("pos\\.[^.]+")) {
      findings.group(group + ".", () -> check(group));
    }
  }

  private void check(String group) {
    PositionArguments computed = positions.of(group);
    compare(group + ".x_height", computed.latent(), Position::row);
    compare(group + ".x_width", computed.latent(), Position::column);
    compare(group + ".cond_height", computed.condition(), Position::row);
    compare(group + ".cond_width", computed.condition(), Position::column);
    Size y = computed.conditionGrid();
    Size x = computed.latentGrid();
    findings.compare(
        group + GRIDS, HostTensor.of(new long[] {y.height(), y.width(), x.height(), x.width()}, 4));
  }

  private void compare(String name, List<Position> positions, ToLongFunction<Position> axis) {
    long[] values = positions.stream().mapToLong(axis).toArray();
    findings.compare(name, HostTensor.of(values, values.length));
  }
}
