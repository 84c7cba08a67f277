package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.Sampling;
import ai.kelix.Understanding;
import ai.kelix.UnderstandingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Closing early, twice and in the middle; streams that stop; several threads. */
class LifeAndStreamsTest {
  /** Drawn so hot that the model hardly ever ends its turn: an answer of many blocks. */
  private static final UnderstandingOptions LONG =
      UnderstandingOptions.DEFAULTS
          .withMaxBlocks(200)
          .withSampling(new Sampling.Random(Sampling.Mode.PAPER, 50, 0, 1))
          .withSeed(3);

  @TempDir private Path folder;
  private Kelix kelix;

  @BeforeEach
  void load() throws IOException {
    kelix = Spying.load(folder);
  }

  @AfterEach
  void close() {
    kelix.close();
  }

  @Test
  void everyCallOnClosedModelSaysSo() {
    Image image = Image.ofRgb(1, 1, new byte[3]);
    Understanding prepared = kelix.understand(Prompt.of("Hi"));
    kelix.close();
    kelix.close();
    List<Runnable> calls =
        List.of(
            () -> kelix.tokenize(image),
            () -> kelix.understand(image, "Hi"),
            () -> kelix.understand(Prompt.of("Hi")),
            () -> kelix.generate("a circle"),
            () -> kelix.generate(Prompt.of("a circle")),
            kelix::model,
            prepared::answer,
            prepared::text);
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the model is closed");
    }
    StepVerifier.create(prepared.stream()).verifyError(IllegalStateException.class);
  }

  @Test
  void closingWaitsForTheAnswerInAnotherThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Spying.witness(program -> begun.countDown());
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(() -> kelix.understand(Prompt.of("Hi"), LONG).answer());
    begun.await();
    kelix.close();
    assertThat(answer.join().blocks()).isNotEmpty();
  }

  @Test
  void closingEndsAStreamWhoseSubscriberStoppedRequesting() {
    StepVerifier.create(kelix.understand(Prompt.of("Hi"), LONG).stream(), 1)
        .expectNextCount(1)
        .then(kelix::close)
        .thenRequest(1)
        .expectError(IllegalStateException.class)
        .verify();
  }

  @Test
  void closingFromWithinAStreamDoesNotDeadlock() {
    Flux<Block> stream = kelix.understand(Prompt.of("Hi"), LONG).stream();
    StepVerifier.create(stream.doOnNext(block -> kelix.close()))
        .expectNextCount(1)
        .expectError(IllegalStateException.class)
        .verify();
  }

  @Test
  void computesABlockOnlyWhenRequested() {
    StepVerifier.create(kelix.understand(Prompt.of("Hi"), LONG).stream(), 0)
        .then(() -> assertThat(Spying.STEPS).hasValue(0))
        .thenRequest(1)
        .expectNextCount(1)
        .then(() -> assertThat(Spying.STEPS).hasValue(1))
        .thenRequest(2)
        .expectNextCount(2)
        .thenCancel()
        .verify();
    assertStepsInAll(3);
  }

  @Test
  void cancellingStopsWithinOneBlock() {
    kelix.understand(Prompt.of("Hi"), LONG).stream().take(3).blockLast();
    assertStepsInAll(3);
  }

  @Test
  void fourThreadsAnswerAsOneDoes() {
    List<Prompt> prompts =
        IntStream.range(0, 4)
            .mapToObj(i -> Prompt.of(stripes(i), "What is number " + i + "?"))
            .toList();
    List<String> alone = prompts.stream().map(p -> kelix.understand(p).text()).toList();
    ExecutorService four = Executors.newFixedThreadPool(4);
    try {
      List<CompletableFuture<String>> together =
          prompts.stream()
              .map(p -> CompletableFuture.supplyAsync(() -> kelix.understand(p).text(), four))
              .toList();
      assertThat(together.stream().map(CompletableFuture::join).toList()).isEqualTo(alone);
    } finally {
      four.shutdown();
    }
  }

  private static Image stripes(int step) {
    byte[] rgb = new byte[3 * 56 * 56];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * (step + 1));
    }
    return Image.ofRgb(56, 56, rgb);
  }

  /** Closing waits for whatever is still being computed. */
  private void assertStepsInAll(int expected) {
    kelix.close();
    assertThat(Spying.STEPS).hasValue(expected);
  }
}
