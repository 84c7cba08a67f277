package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Block;
import ai.kelix.Conversation;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Subscribers that block, wait for other answers or close the model harm nobody but themselves. */
class BlockingSubscribersTest {
  private static final int MANY = 24;
  private static final UnderstandingOptions TWO_BLOCKS =
      UnderstandingOptions.DEFAULTS.withMaxBlocks(2);

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

  private Flux<Block> answer() {
    return kelix.understand(Prompt.of("Hi"), TWO_BLOCKS).stream();
  }

  private static void block(CountDownLatch blocking, CountDownLatch release) {
    blocking.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneMoreIsAnsweredWhileManyBlock() throws InterruptedException {
    CountDownLatch blocking = new CountDownLatch(MANY);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < MANY; i++) {
      answer().subscribe(block -> block(blocking, release), problem -> {});
    }
    blocking.await();
    assertThat(answer().collectList().block()).hasSizeBetween(1, 2);
    kelix.close();
    release.countDown();
  }

  @Test
  void answersWaitForAnswersAsDeepAsTheyLike() {
    assertThat(nested(MANY)).isEqualTo(MANY);
  }

  private int nested(int depth) {
    if (depth == 0) {
      return 0;
    }
    return answer()
        .take(1)
        .map(block -> 1 + nested(depth - 1))
        .single()
        .blockOptional()
        .orElseThrow();
  }

  @Test
  void subscribersMayAskWithoutStreams() {
    String alone = kelix.understand(Prompt.of("Hi"), TWO_BLOCKS).text();
    List<String> within =
        answer()
            .take(1)
            .map(block -> kelix.understand(Prompt.of("Hi"), TWO_BLOCKS).text())
            .collectList()
            .blockOptional()
            .orElseThrow();
    assertThat(within).containsExactly(alone);
  }

  @Test
  void subscribersMayCloseWhileOthersBlock() throws InterruptedException {
    CountDownLatch blocking = new CountDownLatch(MANY);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < MANY; i++) {
      answer().subscribe(block -> block(blocking, release), problem -> {});
    }
    blocking.await();
    Flux<Block> closer = answer().doOnNext(block -> kelix.close());
    assertThatThrownBy(closer::blockLast).isInstanceOf(IllegalStateException.class);
    release.countDown();
  }

  @Test
  void aTurnThatWasCancelledIsOverAtOnce() {
    try (Conversation conversation = kelix.converse()) {
      for (int turn = 0; turn < MANY; turn++) {
        conversation.ask(Prompt.of("Hi"), TWO_BLOCKS).stream().take(1).blockLast();
        assertThat(conversation.blocks()).isZero();
      }
      assertThat(conversation.ask(Prompt.of("Hi"), TWO_BLOCKS).text())
          .isEqualTo(kelix.understand(Prompt.of("Hi"), TWO_BLOCKS).text());
    }
  }
}
