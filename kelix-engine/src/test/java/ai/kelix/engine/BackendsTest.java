package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.BackendException;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends of which one was compiled for a Java that does not exist yet. */
class BackendsTest {
  private static final int JAVA_56 = 100;
  private static final String LATER = Today.class.getName().replace("Today", "Later");
  private static final String NEEDS =
      LATER + " needs Java 56, this is " + System.getProperty("java.specification.version");

  @TempDir private Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** A backend for every Java. */
  public static final class Today implements BackendProvider {
    @Override
    public String name() {
      return "today";
    }

    @Override
    public Backend open(BackendOptions options) {
      return new ReferenceBackend();
    }
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void oneForALaterJavaIsNoneToChooseFrom() throws IOException {
    try (URLClassLoader loader = install(LATER, Today.class.getName())) {
      assertThat(loader.getURLs()).hasSize(1);
      assertThat(Backends.names()).containsExactly("today");
      try (Backend backend = Backends.open(Optional.empty(), BackendOptions.DEFAULTS)) {
        assertThat(backend).isInstanceOf(ReferenceBackend.class);
      }
    }
  }

  @Test
  void askedForByNameItSaysWhatItNeeds() throws IOException {
    try (URLClassLoader loader = install(Today.class.getName(), LATER)) {
      assertThat(loader.getURLs()).hasSize(1);
      assertThatThrownBy(() -> Backends.open(Optional.of("later"), BackendOptions.DEFAULTS))
          .isInstanceOf(BackendException.class)
          .hasMessageContainingAll("'later'", "[today]", NEEDS);
    }
  }

  @Test
  void asTheOnlyOneItSaysSoToo() throws IOException {
    try (URLClassLoader loader = install(LATER)) {
      assertThat(loader.getURLs()).hasSize(1);
      assertThatThrownBy(() -> Backends.open(Optional.empty(), BackendOptions.DEFAULTS))
          .isInstanceOf(BackendException.class)
          .hasMessageContainingAll("no backend on the class path can be used", NEEDS);
    }
  }

  private URLClassLoader install(String... providers) throws IOException {
    Path services = folder.resolve("META-INF/services/" + BackendProvider.class.getName());
    Files.createDirectories(services.getParent());
    Files.write(services, List.of(providers));
    Path file = folder.resolve(LATER.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, later());
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  /** The class above under another name of equal length, with a version that no Java reads. */
  private byte[] later() throws IOException {
    String resource = Today.class.getName().replace('.', '/') + ".class";
    try (InputStream in = before.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      byte[] code = text.replace("Today", "Later").getBytes(StandardCharsets.ISO_8859_1);
      code[7] = JAVA_56;
      return code;
    }
  }
}
