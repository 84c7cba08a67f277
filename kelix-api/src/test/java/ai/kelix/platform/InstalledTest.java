package ai.kelix.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers in class loaders other than the one of this test, sound and otherwise. */
class InstalledTest {
  private static final int JAVA_56 = 100;

  @TempDir private Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** The service; public, as services are. */
  public interface Greeter {
    /** Returns a word. */
    String greet();
  }

  /** A sound provider. */
  public static class GreeterA implements Greeter {
    @Override
    public String greet() {
      return "hello";
    }
  }

  /** A provider that fails when it is made. */
  public static class Grumbler implements Greeter {
    /** Fails. */
    public Grumbler() {
      throw new IllegalStateException("out of bed too early");
    }

    @Override
    public String greet() {
      return "";
    }
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void theLibrarysOwnLoaderCountsOnceWhateverTheThreadHas() throws Exception {
    provide(folder, GreeterA.class.getName());
    try (URLClassLoader library = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader());
        URLClassLoader plugin = new URLClassLoader(new URL[0], library)) {
      Class<?> seeker = library.loadClass(Seeker.class.getName());
      for (ClassLoader other : Arrays.asList(before, null, library, plugin)) {
        Thread.currentThread().setContextClassLoader(other);
        assertThat(seeker.getMethod("count").invoke(null)).as("with %s", other).isEqualTo(1);
      }
      Object pooled = CompletableFuture.supplyAsync(() -> call(seeker)).join();
      assertThat(pooled).isEqualTo(1);
    }
  }

  /** What looks for the service, in the library's loader. */
  public static final class Seeker {
    private Seeker() {}

    /** Returns how many providers there are. */
    public static int count() {
      return find().usable().size();
    }
  }

  private static Object call(Class<?> seeker) {
    try {
      return seeker.getMethod("count").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void theThreadsLoaderAddsWhatItKnows() throws Exception {
    provide(folder, GreeterA.class.getName());
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(application);
      assertThat(find().usable()).hasSize(1);
    }
    assertThat(find().usable()).as("the closed loader's files are gone").isEmpty();
  }

  @Test
  void onesThatCannotBeLoadedLeaveTheOthersAlone() throws Exception {
    writeTooNew("GreeterZ");
    provide(
        folder,
        renamed("GreeterZ"),
        "nowhere.Absent",
        Grumbler.class.getName(),
        "no class name",
        GreeterA.class.getName());
    provide(folder.resolve("more"), "also.Absent");
    URL[] urls = {folder.toUri().toURL(), folder.resolve("more/").toUri().toURL()};
    try (URLClassLoader application = new URLClassLoader(urls, before)) {
      Thread.currentThread().setContextClassLoader(application);
      Installed<Greeter> found = find();
      assertThat(found.unusable())
          .anyMatch(reason -> reason.contains("no class name") || reason.contains("Illegal"))
          .anyMatch(reason -> reason.contains("also.Absent"));
    }
  }

  @Test
  void onesForALaterJavaSayWhich() throws Exception {
    writeTooNew("GreeterZ");
    provide(folder, renamed("GreeterZ"), Grumbler.class.getName(), GreeterA.class.getName());
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(application);
      Installed<Greeter> found = find();
      assertThat(found.usable()).singleElement().isInstanceOf(GreeterA.class);
      assertThat(found.unusable()).hasSize(2);
      assertThat(found.unusable().get(0))
          .isEqualTo(
              String.format(
                  Locale.ROOT,
                  "%s needs Java 56, this is %s",
                  renamed("GreeterZ"),
                  System.getProperty("java.specification.version")));
      assertThat(found.complaint()).contains("needs Java 56", "out of bed too early");
    }
  }

  private static Installed<Greeter> find() {
    return Installed.find(Greeter.class, loader -> ServiceLoader.load(Greeter.class, loader));
  }

  private static String renamed(String name) {
    return InstalledTest.class.getName() + "$" + name;
  }

  private void writeTooNew(String name) throws IOException {
    String resource = GreeterA.class.getName().replace('.', '/') + ".class";
    byte[] code;
    try (InputStream in = before.getResourceAsStream(resource)) {
      code = in.readAllBytes();
    }
    String text = new String(code, StandardCharsets.ISO_8859_1).replace("GreeterA", name);
    code = text.getBytes(StandardCharsets.ISO_8859_1);
    code[7] = JAVA_56;
    Path file = folder.resolve(renamed(name).replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, code);
  }

  private static void provide(Path folder, String... providers) throws IOException {
    Path file = folder.resolve("META-INF/services/" + Greeter.class.getName());
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(providers));
  }

  /** Returns the class path of this test and the folder of services. */
  private URL[] urls() throws MalformedURLException {
    String[] classPath = System.getProperty("java.class.path").split(java.io.File.pathSeparator);
    URL[] urls = new URL[classPath.length + 1];
    for (int i = 0; i < classPath.length; i++) {
      urls[i] = Path.of(classPath[i]).toUri().toURL();
    }
    urls[classPath.length] = folder.toUri().toURL();
    return urls;
  }
}
