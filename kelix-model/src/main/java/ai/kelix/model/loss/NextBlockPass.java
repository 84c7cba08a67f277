package ai.kelix.model.loss;

import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass of next-block training over a pack (kelix-training §1.6.3, §3.1), for one run.
 *
 * @param model what predicts
 * @param pack what is read
 * @param targets what is to be predicted
 */
public record NextBlockPass(KelixLanguageModel model, PackedBlocks pack, NextBlockTargets targets) {

  /** Returns what {@link #program} and {@link #forward} take, by name. */
  public Map<String, HostTensor> inputs() {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put("blocks", pack.blocks());
    inputs.put("rows", pack.rows());
    List<TargetBlocks> blocks = targets.blocks();
    for (int g = 0; g < blocks.size(); g++) {
      inputs.put("positions." + g, blocks.get(g).positions());
      if (blocks.get(g).slots() > 1) {
        inputs.put("given." + g, blocks.get(g).given());
      }
      inputs.put("ids." + g, blocks.get(g).ids());
      inputs.put("weights." + g, blocks.get(g).weights());
    }
    return inputs;
  }

  /**
   * Returns the pass as a program: {@link #inputs} to {@code hidden} {@code [length, D]}, {@code
   * cross_entropy.g} {@code [P, k]} of each of the targets' blocks, and the scalar {@code loss}.
   */
  public Program program() {
    List<Input> declared = new ArrayList<>();
    inputs()
        .forEach(
            (name, value) ->
                declared.add(
                    Input.of(
                        name,
                        value.dtype(),
                        value.shape().stream().map(Dim::of).toArray(Dim[]::new))));
    return new Program("next_block_pass", declared, this::outputs);
  }

  private Map<String, Tensor> outputs(Tensors make, Map<String, Tensor> in) {
    Result result = forward(in);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("hidden", result.hidden());
    for (int g = 0; g < result.crossEntropies().size(); g++) {
      outputs.put("cross_entropy." + g, result.crossEntropies().get(g));
    }
    outputs.put("loss", result.loss());
    return outputs;
  }

  /**
   * Reads the pack and judges the predictions.
   *
   * @param in {@link #inputs}
   */
  public Result forward(Map<String, Tensor> in) {
    Tensor hidden = hidden(Program.require(in, "blocks")).rows(Program.require(in, "rows"));
    NextBlockLoss loss = new NextBlockLoss(model);
    List<Tensor> slotStates = new ArrayList<>();
    List<Tensor> crossEntropies = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();
    for (int g = 0; g < targets.blocks().size(); g++) {
      Tensor before = hidden.rows(Program.require(in, "positions." + g));
      boolean alone = targets.blocks().get(g).slots() == 1;
      Tensor states =
          alone
              ? loss.firstSlotStates(before)
              : loss.slotStates(before, Program.require(in, "given." + g));
      slotStates.add(states);
      crossEntropies.add(loss.crossEntropy(states, Program.require(in, "ids." + g)));
      weights.add(Program.require(in, "weights." + g));
    }
    Tensor total = NextBlockLoss.total(hidden.make(), crossEntropies, weights, targets.count());
    return new Result(hidden, slotStates, crossEntropies, total);
  }

  /** Flat hidden states of all documents, {@code [documents · longest, D]}. */
  private Tensor hidden(Tensor blocks) {
    Tensor embedded = model.embedding().forward(blocks, DType.F32);
    Dim count = blocks.dim(0).times(blocks.dim(1));
    return model.hidden(embedded).reshape(count, Dim.of(model.config().width()));
  }

  /**
   * What a pass gives; lists have one element for each of the targets' blocks.
   *
   * @param hidden states of the pack, {@code [length, D]}
   * @param slotStates {@code [P, k, D]}, normalised
   * @param crossEntropies {@code [P, k]}
   * @param loss a scalar of type {@link DType#F32}
   */
  public record Result(
      Tensor hidden, List<Tensor> slotStates, List<Tensor> crossEntropies, Tensor loss) {

    /** Copies the lists. */
    public Result {
      slotStates = List.copyOf(slotStates);
      crossEntropies = List.copyOf(crossEntropies);
    }
  }
}
