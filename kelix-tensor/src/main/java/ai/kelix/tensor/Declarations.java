package ai.kelix.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lists the parameters of a network that has no checkpoint: build the network on it, then ask. For
 * one thread.
 */
public final class Declarations implements Catalogue {
  private final Map<String, long[]> stored;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** Knows of nothing stored. */
  public Declarations() {
    this(Map.of());
  }

  /**
   * Knows of some weights.
   *
   * @param stored their sizes, for those few parameters whose stored size is the truth
   */
  public Declarations(Map<String, long[]> stored) {
    this.stored = Map.copyOf(stored);
  }

  /**
   * Returns the parameters of a network, by name, in order.
   *
   * @param network builds it
   */
  public static Map<String, Parameter> of(Consumer<Parameters> network) {
    Declarations declarations = new Declarations();
    network.accept(Parameters.of(declarations));
    return declarations.parameters();
  }

  /** Returns what was asked for, by name, in order. */
  public Map<String, Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public boolean has(String name) {
    return stored.containsKey(name);
  }

  @Override
  public long[] sizesOf(String name) {
    long[] sizes = stored.get(name);
    if (sizes == null) {
      throw new IllegalArgumentException("there is no weight '" + name + "'");
    }
    return sizes.clone();
  }

  @Override
  public void require(Parameter parameter) {
    parameters.put(parameter.name(), parameter);
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
