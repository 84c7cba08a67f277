package ai.kelix.training.run;

import ai.kelix.tensor.Catalogue;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Parameters that come into being when a network is built on them, so that a new model needs no
 * list of its weights.
 *
 * @param variables where weights are and where new ones are put
 * @param firstValues draws the first values of new weights
 * @param trainable tells by full name which new weights learn
 */
public record TrainableParameters(
    Variables variables, Function<Parameter, HostTensor> firstValues, Predicate<String> trainable)
    implements Catalogue {

  @Override
  public boolean has(String name) {
    return variables.has(name);
  }

  @Override
  public long[] sizesOf(String name) {
    return variables.sizesOf(name);
  }

  @Override
  public void require(Parameter parameter) {
    String name = parameter.name();
    if (!variables.has(name)) {
      variables.put(name, firstValues.apply(parameter), trainable.test(name));
    }
    variables.require(parameter);
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
