package ai.kelix.tensor.kernel;

import ai.kelix.tensor.graph.Graph;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a recorded graph: operation after operation, each result released after its last use.
 *
 * <p>What depends on the sizes of the inputs alone is worked out once for each combination of sizes
 * and kept for the last few. Runs may come from several threads if the kernels allow it; closing
 * must wait for them.
 *
 * @param <V> what holds numbers
 */
public final class Replay<V> implements AutoCloseable {
  private static final int PLANS = 16;

  private final Graph graph;
  private final Kernels<V> kernels;
  private final Map<Map<String, Long>, Held<V>> plans = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Prepares a graph.
   *
   * @param graph what to run
   * @param kernels what computes
   */
  public Replay(Graph graph, Kernels<V> kernels) {
    this.graph = graph.pruned();
    this.kernels = kernels;
  }

  /**
   * Runs.
   *
   * @param inputs values of all inputs by name; states among them are changed in place
   * @param sizes the size of each symbol
   * @return the outputs by name, which the caller releases
   * @throws IllegalArgumentException if an operation does not take these sizes
   */
  public Map<String, V> run(Map<String, V> inputs, Map<String, Long> sizes) {
    Held<V> held = acquire(sizes);
    try {
      return new Run<>(held.plan, kernels, inputs).outputs();
    } finally {
      release(held);
    }
  }

  private Held<V> acquire(Map<String, Long> sizes) {
    synchronized (plans) {
      Held<V> known = plans.get(sizes);
      if (known != null) {
        known.users++;
        return known;
      }
    }
    Held<V> made = new Held<>(new Plan<>(graph.resolved(sizes), kernels));
    synchronized (plans) {
      made.users++;
      Held<V> twin = plans.put(Map.copyOf(sizes), made);
      if (twin != null) {
        retire(twin);
      }
      Iterator<Held<V>> eldest = plans.values().iterator();
      while (plans.size() > PLANS) {
        Held<V> old = eldest.next();
        eldest.remove();
        retire(old);
      }
      return made;
    }
  }

  private void retire(Held<V> held) {
    held.retired = true;
    if (held.users == 0) {
      held.plan.release();
    }
  }

  private void release(Held<V> held) {
    synchronized (plans) {
      held.users--;
      if (held.retired && held.users == 0) {
        held.plan.release();
      }
    }
  }

  /** Gives up what was kept between runs; none may be in flight. */
  @Override
  public void close() {
    synchronized (plans) {
      plans.values().forEach(this::retire);
      plans.clear();
    }
  }

  /** A plan with who uses it. */
  private static final class Held<V> {
    final Plan<V> plan;
    int users;
    boolean retired;

    Held(Plan<V> plan) {
      this.plan = plan;
    }
  }
}
