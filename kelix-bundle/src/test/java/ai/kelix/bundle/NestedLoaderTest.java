package ai.kelix.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.Kelix;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library in a class loader of its own, as in an executable Spring jar, a web application or a
 * plug-in, and threads that know nothing of it, as those of the common pool.
 */
class NestedLoaderTest {
  @TempDir private Path folder;

  @Test
  void loadsAndReadsOnThreadsThatDoNotKnowTheApplication() throws Exception {
    Path picture = folder.resolve("picture.png");
    Image.ofRgb(64, 64, new byte[3 * 64 * 64]).writePng(picture);
    try (URLClassLoader application =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> image = application.loadClass(Image.class.getName());
      Class<?> kelix = application.loadClass(Kelix.class.getName());
      for (ClassLoader stranger :
          Arrays.asList(ClassLoader.getPlatformClassLoader(), null, getClass().getClassLoader())) {
        Object read = on(stranger, () -> image.getMethod("read", Path.class).invoke(null, picture));
        assertThat(read).hasToString("Image[64×64]");
        Callable<Object> load =
            () -> kelix.getMethod("load", String.class).invoke(null, "kelix-tiny");
        try (AutoCloseable loaded = (AutoCloseable) on(stranger, load)) {
          assertThat(kelix.getMethod("tokenize", image).invoke(loaded, read).toString())
              .contains("8 codes");
        }
      }
    }
  }

  private static Object on(@Nullable ClassLoader context, Callable<Object> task) throws Exception {
    FutureTask<Object> future = new FutureTask<>(task);
    Thread thread = new Thread(future);
    thread.setContextClassLoader(context);
    thread.start();
    return future.get();
  }

  private static URL[] classPath() throws MalformedURLException {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String[] entries = all.split(File.pathSeparator);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(entries[i]).toUri().toURL();
    }
    return urls;
  }
}
