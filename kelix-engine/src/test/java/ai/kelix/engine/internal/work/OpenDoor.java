package ai.kelix.engine.internal.work;

import ai.kelix.tensor.program.WorkGate;
import java.util.function.Supplier;

/** The door of a model, which nothing is behind. */
final class OpenDoor implements StreamThreads.Entrance {
  private final WorkGate gate = new WorkGate("the model");
  private final StreamThreads threads = new StreamThreads(this);

  @Override
  public <T> T pass(Supplier<T> piece) {
    try (WorkGate.Pass pass = gate.enter()) {
      return piece.get();
    }
  }

  @Override
  public IllegalStateException refusal() {
    return gate.refusal();
  }

  StreamThreads threads() {
    return threads;
  }

  /** Closes as a model does. */
  void close() {
    if (gate.close()) {
      threads.close();
    }
  }
}
