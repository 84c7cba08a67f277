package ai.kelix.tensor.graph;

import ai.kelix.tensor.op.Normalization;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation needs beside its result while it is computed, as native libraries do: copies of
 * operands in an order that suits them, and squares of a norm.
 */
final class Workspace {
  /** Channels that are computed side by side. */
  private static final long LANES = 16;

  /** The most that convolutions take: larger ones are computed some rows at a time. */
  private static final long BAND = 32 << 20;

  private Workspace() {}

  /**
   * Returns the bytes; 0 where sizes are not known.
   *
   * @param strides how values lie, by number
   */
  static long bytes(Graph graph, Graph.Node node, List<@Nullable Strides> strides) {
    for (int value : node.operands()) {
      if (!graph.type(value).shape().isFixed()) {
        return 0;
      }
    }
    Op op = node.op();
    if (op instanceof Product.Conv2d) {
      return convolution(graph.type(node.operands().get(0)), graph.type(node.results().get(0)));
    }
    if (op instanceof Product.Matmul) {
      return copied(graph, node, strides, 0) + copied(graph, node, strides, 1);
    }
    if (op instanceof Product.Linear || op instanceof Normalization.LayerNorm) {
      return copied(graph, node, strides, 0);
    }
    return op instanceof Normalization.RmsNorm ? graph.type(node.operands().get(0)).bytes() : 0;
  }

  /** Image and result are brought into blocks of channels, an image of few channels is not. */
  private static long convolution(TensorType image, TensorType result) {
    long produced = blocks(result);
    boolean few = image.dim(1).size() < LANES / 2;
    long whole = Math.max(few ? 0 : blocks(image) + produced - result.bytes(), produced);
    return Math.min(whole, BAND);
  }

  private static long blocks(TensorType image) {
    long channels = image.dim(1).size();
    long padded = (channels + LANES - 1) / LANES * LANES;
    return channels == 0 ? 0 : image.bytes() / channels * padded;
  }

  /** An operand that does not lie in row-major order is copied, but for two axes swapped. */
  private static long copied(
      Graph graph, Graph.Node node, List<@Nullable Strides> strides, int position) {
    int value = node.operands().get(position);
    Strides found = strides.get(value);
    TensorType type = graph.type(value);
    boolean suits = found == null || found.isMatrix();
    return suits ? 0 : type.bytes();
  }
}
