package ai.kelix.engine;

import java.util.OptionalLong;

/** How much memory this process can still get. Implementations are thread-safe. */
public interface MemoryProbe {

  /**
   * Returns the bytes of physical memory that are free or can be freed, within the limits of the
   * container if there is one; empty if the system does not tell.
   */
  OptionalLong physical();

  /** Returns the bytes by which the heap can still grow. */
  long heap();
}
