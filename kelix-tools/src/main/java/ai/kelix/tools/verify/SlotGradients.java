package ai.kelix.tools.verify;

import ai.kelix.model.loss.NextBlockLoss;
import ai.kelix.model.loss.NextBlockPass;
import ai.kelix.model.loss.TargetBlocks;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradients of the next-block loss at the normalised slot states, where a loss in chunks cuts the
 * network (kelix-training §3.1.6): the head alone is differentiated.
 *
 * @param backend that differentiates
 * @param pass whose loss it is
 */
record SlotGradients(GradientBackend backend, NextBlockPass pass) {
  private static final String STATES = "slot_states.";

  /** Computes the gradients {@code [length, M, D]}; 0 at slots that do not count. */
  HostTensor of(Map<String, HostTensor> weights) {
    List<TargetBlocks> blocks = pass.targets().blocks();
    try (Variables variables = backend.variables();
        TensorScope scope = backend.scope(variables)) {
      weights.forEach((name, value) -> variables.put(name, value, false));
      Map<String, Tensor> inputs = new HashMap<>();
      pass.inputs().forEach((name, value) -> inputs.put(name, scope.upload(value)));
      List<Tensor> states = pass.forward(inputs).slotStates();
      NextBlockLoss loss = new NextBlockLoss(pass.model());
      List<Tensor> crossEntropies = new ArrayList<>();
      List<Tensor> slotWeights = new ArrayList<>();
      for (int g = 0; g < blocks.size(); g++) {
        variables.put(STATES + g, scope.download(states.get(g)), true);
        Parameter leaf = new Parameter(STATES + g, states.get(g).shape(), FirstValues.ZEROS);
        crossEntropies.add(
            loss.crossEntropy(
                scope.tensors().weight(leaf, DType.F32), scope.upload(blocks.get(g).ids())));
        slotWeights.add(scope.upload(blocks.get(g).weights()));
      }
      variables.backward(
          NextBlockLoss.total(
              scope.tensors(), crossEntropies, slotWeights, pass.targets().count()));
      List<float[]> gradients = new ArrayList<>();
      for (int g = 0; g < blocks.size(); g++) {
        gradients.add(variables.gradient(STATES + g).floats());
      }
      return pass.targets().laidOut(gradients, pass.model().config().width());
    }
  }
}
