package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.InterruptedCallException;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several who want the same model at the same time get it, and the hub sends it once. */
class SharingTest extends HubTest {

  @Test
  void threadsShareOneDownload() throws Exception {
    Hub hub = hub();
    assertThat(together(4, i -> () -> hub.download(MODEL))).containsOnly(snapshot());
    assertThat(server.fileRequests()).isEqualTo(3);
    assertThat(snapshot().resolve(WEIGHTS)).hasBinaryContent(weights);
  }

  @Test
  void classLoadersOfOneProcessShareOneDownload() throws Exception {
    assertThat(together(2, i -> SharingTest.this::inAnotherLoader)).containsOnly(snapshot());
    assertThat(snapshot().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(server.fileRequests()).isEqualTo(3);
  }

  @Test
  void theNextInLineGoesOnWhenTheFirstIsInterrupted() throws Exception {
    server.fault(WEIGHTS, Faults.stallAfter(1000));
    Thread first =
        new Thread(
            () -> {
              try {
                download();
              } catch (InterruptedCallException e) {
                // As wanted below.
              }
            });
    first.start();
    while (server.fileRequests() < 3) {
      Thread.sleep(1);
    }
    FutureTask<Path> second = new FutureTask<>(this::download);
    Thread next = new Thread(second);
    next.start();
    while (!waitsForItsTurn(next)) {
      Thread.sleep(1);
    }
    first.interrupt();
    assertThat(second.get().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(server.fileRequests()).as("the weights are asked for again").isEqualTo(4);
  }

  private static boolean waitsForItsTurn(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(BlobLock.class.getName()));
  }

  private Path snapshot() {
    return cache().resolve("models--someone--tiny/snapshots").resolve(FakeHub.COMMIT);
  }

  /** Loads all classes of the download once more, with their own static state. */
  private Path inAnotherLoader() throws Exception {
    List<URL> urls = new ArrayList<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> settings = loader.loadClass(HubSettings.class.getName());
      Class<?> model = loader.loadClass(HubModel.class.getName());
      Class<?> hub = loader.loadClass(Hub.class.getName());
      assertThat(hub).isNotSameAs(Hub.class);
      Object one =
          hub.getConstructor(settings)
              .newInstance(
                  settings
                      .getConstructor(URI.class, Path.class, Optional.class, boolean.class)
                      .newInstance(server.endpoint(), cache(), Optional.empty(), false));
      Object wanted =
          model
              .getConstructor(String.class, String.class, String.class)
              .newInstance("someone", "tiny", "main");
      return (Path) hub.getMethod("download", model).invoke(one, wanted);
    }
  }

  private interface Task {
    Callable<Path> number(int i);
  }

  private static List<Path> together(int count, Task task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Callable<Path>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        calls.add(task.number(i));
      }
      List<Path> results = new ArrayList<>();
      for (Future<Path> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
