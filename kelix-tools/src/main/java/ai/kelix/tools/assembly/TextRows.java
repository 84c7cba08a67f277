package ai.kelix.tools.assembly;

import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.StoredBytes;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.quantization.WeightRows;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tools.codebook.CodeEmbeddings;
import java.util.List;

/**
 * The rows that a language model has for text, to which rows for new control tokens and for visual
 * codes are added.
 *
 * @param stored {@code [ids, D]}
 * @param mean of all rows
 * @param deviation root mean square of all numbers
 */
@SuppressWarnings("ArrayRecordComponent")
record TextRows(StoredTensor stored, float[] mean, double deviation) {

  /** Reads all rows once. */
  static TextRows measure(StoredTensor stored) {
    int width = Math.toIntExact(stored.shape().get(1));
    double[] sums = new double[width];
    double[] squares = new double[1];
    new WeightRows(stored)
        .forEach(
            row -> {
              for (int i = 0; i < width; i++) {
                sums[i] += row[i];
                squares[0] += (double) row[i] * row[i];
              }
            });
    long rows = stored.shape().get(0);
    float[] mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sums[i] / rows);
    }
    return new TextRows(stored, mean, Math.sqrt(squares[0] / rows / width));
  }

  /**
   * Adds the embedding table: new control tokens begin as the mean of all tokens, codes as their
   * up-projections (paper, embedding unification).
   *
   * @param codes effective, {@code [N, K, d]}
   * @param projectors one for each codebook, {@code [D, d]}
   */
  void addTable(
      WeightList list, BackboneConfig config, HostTensor codes, List<HostTensor> projectors) {
    put(
        list,
        LanguagePart.TABLE,
        config,
        stored,
        (plan, to) -> {
          for (long row = stored.shape().get(0); row < config.vocabSize(); row++) {
            to.write(FloatBytes.of(mean, plan.dtype()));
          }
          for (int i = 0; i < projectors.size(); i++) {
            to.write(FloatBytes.of(CodeEmbeddings.rows(codes, i, projectors.get(i)), plan.dtype()));
          }
        });
  }

  /**
   * Adds the LM head. New rows are zero: until they learn, their ids score 0, which is less than
   * what the words that the language model would say score, so that it goes on saying them.
   *
   * @param head of the language model
   */
  static void addHead(WeightList list, BackboneConfig config, StoredTensor head) {
    float[] zeros = new float[config.width()];
    put(
        list,
        LanguagePart.HEAD,
        config,
        head,
        (plan, to) -> {
          for (long row = head.shape().get(0); row < config.tableRows(); row++) {
            to.write(FloatBytes.of(zeros, plan.dtype()));
          }
        });
  }

  private static void put(
      WeightList list,
      String name,
      BackboneConfig config,
      StoredTensor text,
      CheckpointWriter.Contents added) {
    DType type = text.dtype();
    List<Long> shape = List.of((long) config.tableRows(), (long) config.width());
    list.put(
        new TensorPlan(name, type, shape),
        (plan, to) -> {
          StoredBytes.read(text, 1, to::write);
          added.write(plan, to);
        });
  }
}
