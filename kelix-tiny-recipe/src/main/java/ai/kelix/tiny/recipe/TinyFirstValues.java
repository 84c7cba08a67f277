package ai.kelix.tiny.recipe;

import ai.kelix.model.initial.Initialization;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.program.HostTensor;

/**
 * First values of kelix-tiny: as the layers declare them, but for one thing.
 *
 * @param draws what the layers declare
 */
record TinyFirstValues(Initialization draws) {
  /**
   * First scale of normed queries and keys. With 1 the logits of small heads stay below the root of
   * their width, which is too flat to pick one cell among a hundred positions: kelix-tiny named the
   * colour of some shape, but not of the one asked for, until its scales were raised.
   */
  private static final FirstValues SHARP = new FirstValues.Constant(1.75);

  HostTensor of(Parameter parameter) {
    String name = parameter.name();
    boolean scale = name.endsWith("q_norm.scale") || name.endsWith("k_norm.scale");
    return draws.initial(scale ? parameter.with(SHARP) : parameter);
  }
}
