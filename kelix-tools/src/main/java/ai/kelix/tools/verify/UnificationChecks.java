package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.llm.CodeProjector;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tools.codebook.CodeEmbeddings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Embeddings of codes before and after they share a table with text (kelix-training §3.3, §3.4).
 */
final class UnificationChecks {
  private final Section section;
  private final Section quantizers;
  private final Checkpoint file;
  private final Runner runner;

  /**
   * Prepares checks.
   *
   * @param section of {@code unify.safetensors}
   * @param quantizers of {@code quantizers.safetensors}
   * @param file of the section, for programs
   */
  UnificationChecks(Section section, Section quantizers, Checkpoint file, Runner runner) {
    this.section = section;
    this.quantizers = quantizers;
    this.file = file;
    this.runner = runner;
  }

  void run() {
    section.group("tokenizer_table", this::tokenizerTable);
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put("text_table", section.input("text_table"));
    inputs.put("tokenizer_table", section.input("tokenizer_table"));
    inputs.put("codes", codes(Math.toIntExact(inputs.get("text_table").sizes()[0])));
    section.input("projector.weight");
    section.input("projector.bias");
    long width = section.input("projector.weight").sizes()[0];
    List<Input> declared = new ArrayList<>();
    inputs.forEach((name, value) -> declared.add(input(name, value)));
    Parameters projection = Parameters.of(file).at("projector");
    Program program =
        new Program(
            "unification",
            declared,
            (make, in) -> {
              Tensor table = Program.require(in, "tokenizer_table");
              CodeProjector projector = new CodeProjector(projection, table, width);
              return Map.of(
                  "unified_table", projector.unified(Program.require(in, "text_table")),
                  "block_embeddings", projector.blocks(Program.require(in, "codes")));
            });
    runner.run(program, file, inputs).forEach(section::compare);
  }

  private static Input input(String name, HostTensor value) {
    return Input.of(name, value.dtype(), value.shape().stream().map(Dim::of).toArray(Dim[]::new));
  }

  /** Recorded are ids of the vocabulary, behind V ids of text. */
  private HostTensor codes(int vocabulary) {
    HostTensor ids = section.input("codes");
    long[] codes = Arrays.stream(ids.longs()).map(id -> id - vocabulary).toArray();
    return HostTensor.of(codes, ids.sizes());
  }

  /** The embeddings are those of the codes of {@code pq}. */
  private void tokenizerTable() {
    HostTensor codes = quantizers.input("pq.codes");
    List<HostTensor> parts = new ArrayList<>();
    for (int i = 0; i < codes.sizes()[0]; i++) {
      HostTensor up = quantizers.input("pq.param.up" + i + ".weight");
      float[] rows = CodeEmbeddings.rows(codes, i, up);
      parts.add(HostTensor.of(rows, codes.sizes()[1], up.sizes()[0]));
    }
    section.compare("tokenizer_table", Joined.concat(parts, 0));
  }
}
