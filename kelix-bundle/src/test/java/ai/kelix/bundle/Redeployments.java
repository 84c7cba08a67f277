package ai.kelix.bundle;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an application server does with an application: gives it a class loader of its own, runs it,
 * and closes and lets go of the loader; time and again. Prints a line for each.
 */
final class Redeployments {
  private static final int PATIENCE = 200;

  private Redeployments() {}

  /** Takes the class path of the application, how often to deploy it, and its class. */
  public static void main(String[] arguments) throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int round = 1; round <= Integer.parseInt(arguments[1]); round++) {
      WeakReference<ClassLoader> loader = deploy(urls(arguments[0]), arguments[2]);
      boolean gone = isCollected(loader);
      System.out.println("round " + round + ": " + (gone ? "gone" : "STILL THERE"));
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !ended(thread)) {
        System.out.println("thread: " + thread.getName());
      }
    }
    System.out.println("libraries: " + librariesLeft());
  }

  private static URL[] urls(String classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  private static WeakReference<ClassLoader> deploy(URL[] urls, String name) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader("application", urls, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> application = loader.loadClass(name);
      ((Runnable) application.getConstructor().newInstance()).run();
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Collectors need several rounds for objects that hold each other by references. */
  private static boolean isCollected(WeakReference<?> reference) throws InterruptedException {
    for (int i = 0; i < PATIENCE && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(1);
    }
    return reference.get() == null;
  }

  /** Threads of the Java machine itself begin with the first use of what they serve. */
  private static boolean ended(Thread thread) throws InterruptedException {
    ThreadGroup group = thread.getThreadGroup();
    if (group == null || group.getParent() == null || group.getName().contains("Innocuous")) {
      return true;
    }
    thread.join(TimeUnit.SECONDS.toMillis(30));
    return !thread.isAlive();
  }

  /** A library goes after its class loader, once the collector has told those who wait for it. */
  private static long librariesLeft() throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE && libraries() > 1; i++) {
      System.gc();
      Thread.sleep(1);
    }
    return libraries();
  }

  /** Returns how many copies of ONNX Runtime are mapped; on Linux, elsewhere none is seen. */
  private static long libraries() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines
          .filter(line -> line.contains("onnxruntime"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .count();
    }
  }
}
