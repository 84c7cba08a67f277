package ai.kelix.tools.verify;

import ai.kelix.model.loss.NextBlockPass;
import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.weights.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one pass of next-block training gave.
 *
 * @param targets what was to be predicted
 * @param outputs of the pass by name
 */
record NextBlockRun(NextBlockTargets targets, Map<String, HostTensor> outputs) {

  /** Runs a pass. */
  static NextBlockRun of(NextBlockPass pass, Runner runner, TensorSource weights) {
    return new NextBlockRun(pass.targets(), runner.run(pass.program(), weights, pass.inputs()));
  }

  /** Returns the hidden states, {@code [length, D]}. */
  HostTensor hidden() {
    return Program.require(outputs, "hidden");
  }

  /** Returns cross-entropies as the labels lie, 0 where ignored. */
  HostTensor crossEntropy() {
    List<float[]> groups = new ArrayList<>();
    for (int g = 0; g < targets.blocks().size(); g++) {
      groups.add(Program.require(outputs, "cross_entropy." + g).floats());
    }
    return targets.laidOut(groups, 1);
  }

  HostTensor loss() {
    return Program.require(outputs, "loss");
  }

  HostTensor meansByKind() {
    return HostTensor.of(targets.meansByKind(crossEntropy().floats()), 3);
  }
}
