package ai.kelix.engine.internal.work;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that makes the numbers from 1 to a last one, with a silent piece before the first. */
class Counting implements Work<Integer> {
  final AtomicInteger pieces = new AtomicInteger();
  final AtomicBoolean closed = new AtomicBoolean();
  private final int last;

  Counting(int last) {
    this.last = last;
  }

  @Override
  public Optional<Integer> advance() {
    int piece = pieces.getAndIncrement();
    return piece == 0 ? Optional.empty() : Optional.of(piece);
  }

  @Override
  public boolean isDone() {
    return pieces.get() > last;
  }

  @Override
  public String progress() {
    return pieces + " pieces done";
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      throw new AssertionError("closed twice");
    }
  }
}
