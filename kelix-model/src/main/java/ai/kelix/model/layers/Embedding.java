package ai.kelix.model.layers;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.DType;

/**
 * A table of vectors.
 *
 * @param weight {@code [rows, width]}
 */
public record Embedding(Parameter weight) {

  /** Takes {@code weight} below the prefix. */
  public static Embedding of(Parameters p, long rows, long width, FirstValues firstValues) {
    return new Embedding(p.get("weight", firstValues, rows, width));
  }

  /**
   * Looks vectors up.
   *
   * @param ids of any shape, each in {@code 0 … rows−1}
   * @param dtype in which the vectors are wanted
   * @return {@code ids.shape + [width]}
   */
  public Tensor forward(Tensor ids, DType dtype) {
    return ids.make().weight(weight, dtype).rows(ids);
  }
}
