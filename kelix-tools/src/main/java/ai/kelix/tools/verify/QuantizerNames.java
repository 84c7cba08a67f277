package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which recorded tensors a quantiser's weights are: names of the network by names of the recording.
 */
final class QuantizerNames {
  private final Map<String, String> names = new LinkedHashMap<>();

  private QuantizerNames() {}

  /** The weights of a product quantiser with a codebook for each subspace. */
  static QuantizerNames product(int codebooks) {
    QuantizerNames weights = new QuantizerNames();
    weights.layer("encoder", "pq.param.encoder");
    for (int i = 0; i < codebooks; i++) {
      weights.codebook(i, "pq.raw_table", "pq.param.proj" + i);
      weights.layer("quantizer." + i + ".q_norm", "pq.param.q_norm" + i);
      weights.featureSide(i);
    }
    return weights;
  }

  /** The same with the projection and norm of the first for all, and a table of their own. */
  static QuantizerNames shared(int codebooks) {
    QuantizerNames weights = new QuantizerNames();
    weights.layer("encoder", "pq.param.encoder");
    weights.codebook(0, "shared.raw_table", "pq.param.proj0");
    weights.layer("quantizer.0.q_norm", "pq.param.q_norm0");
    for (int i = 0; i < codebooks; i++) {
      weights.featureSide(i);
    }
    return weights;
  }

  /** The weights of a residual quantiser. */
  static QuantizerNames residual(int levels) {
    QuantizerNames weights = new QuantizerNames();
    weights.layer("encoder", "rq.param.encoder");
    weights.layer("z_norm", "rq.param.z_norm");
    for (int j = 0; j < levels; j++) {
      weights.codebook(j, "rq.raw_table", "rq.param.proj" + j);
    }
    weights.names.put("up_projector.weight", "rq.param.up.weight");
    return weights;
  }

  /** The weights of a finite scalar quantiser. */
  static QuantizerNames finiteScalar() {
    QuantizerNames weights = new QuantizerNames();
    weights.layer("encoder", "fsq.param.encoder");
    weights.names.put("up_projector.weight", "fsq.param.up.weight");
    return weights;
  }

  private void layer(String name, String recorded) {
    names.put(name + ".weight", recorded + ".weight");
    names.put(name + ".bias", recorded + ".bias");
  }

  private void codebook(int index, String table, String projection) {
    names.put("quantizer." + index + ".embedding.weight", table);
    layer("quantizer." + index + ".embedding_proj", projection);
  }

  private void featureSide(int i) {
    layer("quantizer." + i + ".z_norm", "pq.param.z_norm" + i);
    names.put("up_projectors." + i + ".weight", "pq.param.up" + i + ".weight");
  }

  /** Returns the recorded names by those of the network. */
  Map<String, String> recorded() {
    return names;
  }

  /** Returns the weights by name of the network, taken as given. */
  Map<String, HostTensor> weights(Section section) {
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    names.forEach((name, recorded) -> weights.put(name, section.input(recorded)));
    return weights;
  }

  /** Tells whether training changes a weight: raw codes stay as they were chosen. */
  static boolean learns(String name) {
    return !name.endsWith("embedding.weight");
  }

  /** Returns what the gradient of a weight is recorded as, behind the name of its quantiser. */
  String gradient(String name) {
    String recorded = String.valueOf(names.get(name));
    return "grad." + recorded.substring(recorded.indexOf(".param.") + ".param.".length());
  }
}
