package ai.kelix.engine;

import ai.kelix.engine.internal.work.StreamThreads;
import ai.kelix.tensor.program.WorkGate;
import java.util.function.Supplier;

/**
 * Where all work on a model passes: it is refused once the model is closed, or when a file of its
 * weights was cut. Does not lead to the model, so that one that nobody closed can be found.
 * Thread-safe.
 */
final class Entrance implements StreamThreads.Entrance {
  private final WorkGate gate = new WorkGate("the model");
  private final WeightFiles files;

  Entrance(WeightFiles files) {
    this.files = files;
  }

  /** Begins work for which {@link #close} waits. */
  WorkGate.Pass enter() {
    WorkGate.Pass pass = gate.enter();
    try {
      files.requireWhole();
      return pass;
    } catch (RuntimeException | Error e) {
      pass.close();
      throw e;
    }
  }

  @Override
  public <T> T pass(Supplier<T> piece) {
    try (WorkGate.Pass pass = enter()) {
      return piece.get();
    }
  }

  @Override
  public IllegalStateException refusal() {
    return gate.refusal();
  }

  void requireOpen() {
    gate.requireOpen();
  }

  /** Waits for work in flight; returns whether this was the first call. */
  boolean close() {
    return gate.close();
  }
}
