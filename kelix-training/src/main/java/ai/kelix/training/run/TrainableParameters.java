package ai.kelix.training.run;

import ai.kelix.model.initial.Initialization;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.gradient.Variables;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Parameters that come into being when the network first asks for them, so that a new model needs
 * no list of its weights.
 */
public final class TrainableParameters implements Parameters {
  private final Variables variables;
  private final Initialization initialization;
  private final Predicate<String> trainable;
  private final String prefix;

  /**
   * Wraps variables.
   *
   * @param variables where weights are and where new ones are put
   * @param initialization first values of new weights
   * @param trainable tells by full name which new weights learn
   */
  public TrainableParameters(
      Variables variables, Initialization initialization, Predicate<String> trainable) {
    this(variables, initialization, trainable, "");
  }

  private TrainableParameters(
      Variables variables,
      Initialization initialization,
      Predicate<String> trainable,
      String prefix) {
    this.variables = variables;
    this.initialization = initialization;
    this.trainable = trainable;
    this.prefix = prefix;
  }

  @Override
  public Tensor get(String name, long... sizes) {
    String full = prefix + name;
    if (!variables.names().contains(full)) {
      variables.put(full, initialization.initial(full, sizes), trainable.test(full));
    }
    return variables.parameters().get(full, sizes);
  }

  @Override
  public boolean has(String name) {
    return variables.names().contains(prefix + name);
  }

  @Override
  public long[] sizesOf(String name) {
    long[] sizes = variables.get(prefix + name).sizes();
    return Arrays.copyOf(sizes, sizes.length);
  }

  @Override
  public Parameters at(String below) {
    return new TrainableParameters(variables, initialization, trainable, prefix + below + ".");
  }

  @Override
  public Tensors tensors() {
    return variables.parameters().tensors();
  }
}
