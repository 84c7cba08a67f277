package ai.kelix.imageio;

import javax.imageio.spi.IIORegistry;

/**
 * The registry of {@code javax.imageio}, which is one for the whole Java machine and keeps the
 * context class loader of the thread that needs it first, for ever.
 */
final class ServiceRegistry {

  private ServiceRegistry() {}

  /**
   * Makes the registry with the loader of the class path, unless it is there already: that of a web
   * application could never be unloaded.
   */
  static void prepare() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      IIORegistry.getDefaultInstance();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
