package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images come from files, from pipes and from standard input. */
class ImageArgumentTest {
  private static final Image PICTURE = Image.ofRgb(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

  @TempDir private Path folder;
  private final InputStream input = System.in;

  @AfterEach
  void giveBackStandardInput() {
    System.setIn(input);
  }

  @Test
  void aDashIsStandardInput() {
    System.setIn(new ByteArrayInputStream(PICTURE.toPng()));
    ImageArgument argument = new ImageArgument(Path.of("-"));
    assertThat(argument.read()).isEqualTo(PICTURE);
    assertThat(argument).hasToString("standard input");
  }

  @Test
  void saysThatStandardInputIsNoImage() {
    System.setIn(InputStream.nullInputStream());
    assertThatThrownBy(() -> new ImageArgument(Path.of("-")).read())
        .isInstanceOf(InvalidImageException.class)
        .hasMessageStartingWith("standard input: ");
  }

  @Test
  void aFileNamedDashIsReachedByItsPath() throws IOException {
    Path file = folder.resolve("-");
    Files.write(file, PICTURE.toPng());
    assertThat(new ImageArgument(file).read()).isEqualTo(PICTURE);
  }

  @Test
  void aNamedPipeIsReadAsAStream() throws IOException, InterruptedException {
    Path pipe = pipe();
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(pipe, 1));
    assertThat(new ImageArgument(pipe).read()).isEqualTo(PICTURE);
    writing.join();
  }

  @Test
  void aPipeThatGoesOnIsLeftAtTheLimit() throws IOException, InterruptedException {
    Path pipe = pipe();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> write(pipe, Integer.MAX_VALUE));
    assertThatThrownBy(() -> new ImageArgument(pipe).read())
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContainingAll(pipe.toString(), "more than 67,108,864 bytes");
    writing.join();
  }

  @Test
  void aFolderIsNone() {
    assertThatThrownBy(() -> new ImageArgument(folder).read())
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContainingAll(folder.toString(), "is a folder");
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    try {
      assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "no mkfifo here");
    }
    return pipe;
  }

  /** Ends early if nobody reads any more. */
  private static void write(Path pipe, int times) {
    byte[] bytes = PICTURE.toPng();
    try (OutputStream stream = Files.newOutputStream(pipe)) {
      for (int i = 0; i < times; i++) {
        stream.write(bytes);
      }
    } catch (IOException e) {
      assertThat(times).as("an early end: %s", e).isGreaterThan(1);
    }
  }
}
