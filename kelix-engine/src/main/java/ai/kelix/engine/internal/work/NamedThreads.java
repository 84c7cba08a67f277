package ai.kelix.engine.internal.work;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with a name and a number. */
final class NamedThreads implements ThreadFactory {
  private final String prefix;
  private final AtomicInteger count = new AtomicInteger();

  NamedThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, prefix + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    // Not that of the application which happens to ask first: the thread may outlive its interest.
    thread.setContextClassLoader(NamedThreads.class.getClassLoader());
    return thread;
  }
}
