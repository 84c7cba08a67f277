package ai.kelix.engine;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Frees models that nobody can reach any more though nobody closed them, and reports them. Java's
 * {@code Cleaner} would do, but Android has it from API level 33 on only, and its thread would
 * outlive the models: the one here ends with the last of them. Thread-safe.
 */
final class ForgottenModels {
  private static final Logger LOG = Loggers.getLogger(ForgottenModels.class);

  /** The one that watches now; none while no model is loaded. */
  private static @Nullable ForgottenModels current;

  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Set<Ward> open = new HashSet<>();

  private ForgottenModels() {}

  /** A model that is watched. */
  static final class Ward extends PhantomReference<Object> {
    private final ForgottenModels watcher;
    private final String name;
    private final Runnable free;
    private final String loadedAt = caller();

    private Ward(Object model, String name, Runnable free, ForgottenModels watcher) {
      super(model, watcher.unreachable);
      this.watcher = watcher;
      this.name = name;
      this.free = free;
    }

    /** Ends the watch, since the model is being closed. */
    void closed() {
      watcher.release(this);
    }
  }

  /**
   * Watches a model until it is closed or forgotten.
   *
   * @param name for the report
   * @param free must not lead to the model, or it would never be unreachable
   */
  static Ward watch(Object model, String name, Runnable free) {
    synchronized (ForgottenModels.class) {
      ForgottenModels watcher = current;
      if (watcher == null) {
        watcher = new ForgottenModels();
        current = watcher;
        watcher.start();
      }
      Ward ward = new Ward(model, name, free, watcher);
      watcher.open.add(ward);
      return ward;
    }
  }

  private void start() {
    Thread thread = new Thread(this::run, "kelix-forgotten-models");
    thread.setDaemon(true);
    // The application that loads the first model may be gone before the last.
    thread.setContextClassLoader(null);
    thread.start();
  }

  private void run() {
    while (!isOver()) {
      try {
        Ward ward = (Ward) unreachable.remove();
        if (isOpen(ward)) {
          free(ward);
        }
      } catch (InterruptedException e) {
        // Nobody has reason to interrupt this thread, which ends by itself.
        LOG.debug("an interrupt was ignored", e);
      }
    }
  }

  /** Returns the place in the application that loads the model. */
  private static String caller() {
    return Arrays.stream(Thread.currentThread().getStackTrace())
        .filter(frame -> !frame.getClassName().matches("(ai\\.kelix|java\\.lang|dalvik)\\..*"))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("an unknown place");
  }

  private void release(Ward ward) {
    synchronized (ForgottenModels.class) {
      open.remove(ward);
      if (open.isEmpty()) {
        ward.enqueue(); // Wakes the thread, which ends.
      } else {
        ward.clear();
      }
    }
  }

  private boolean isOver() {
    synchronized (ForgottenModels.class) {
      boolean over = open.isEmpty();
      if (over) {
        current = null;
      }
      return over;
    }
  }

  private boolean isOpen(Ward ward) {
    synchronized (ForgottenModels.class) {
      return open.contains(ward);
    }
  }

  private void free(Ward ward) {
    LOG.warn(
        "the model '{}', loaded at {}, was dropped without close() and is freed now; close it, best by try-with-resources",
        ward.name,
        ward.loadedAt);
    try {
      ward.free.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the model '{}' could not be freed", ward.name, e);
    } finally {
      synchronized (ForgottenModels.class) {
        open.remove(ward);
      }
    }
  }
}
