package ai.kelix.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Block;
import ai.kelix.DeadlineExceededException;
import ai.kelix.GeneratedImage;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** What the samples do, whatever kelix-tiny says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> QUESTIONS =
      List.of("What color is the square?", "How many shapes are there?");

  private final Image red = Drawn.square(220, 20, 20);
  private final Image blue = Drawn.square(20, 20, 220);
  private Kelix kelix;

  @BeforeAll
  void load() {
    kelix = Kelix.load("kelix-tiny");
  }

  @AfterAll
  void close() {
    kelix.close();
  }

  @Test
  void askAboutImageAnswersAsIfEachQuestionWereAskedAlone() {
    List<String> answers = AskAboutImage.answers(kelix, red, QUESTIONS);
    List<String> alone =
        QUESTIONS.stream().map(question -> kelix.understand(red, question).text()).toList();
    assertThat(answers).isEqualTo(alone);
  }

  @Test
  void streamAnswerComputesNoBlockMoreThanItReads() {
    Prompt prompt = Prompt.of(red, "Describe the picture.");
    String whole = kelix.understand(prompt).text();
    AtomicInteger made = new AtomicInteger();
    AtomicBoolean cancelled = new AtomicBoolean();
    Flux<Block> blocks =
        kelix.understand(prompt).stream()
            .doOnNext(block -> made.incrementAndGet())
            .doOnCancel(() -> cancelled.set(true));
    List<String> read = new ArrayList<>();

    StreamAnswer.read(blocks, whole.length() / 2, read::add).join();

    assertThat(cancelled).isTrue();
    assertThat(made).hasValue(read.size());
    String text = String.join("", read);
    assertThat(text).hasSizeGreaterThanOrEqualTo(whole.length() / 2);
    assertThat(whole).startsWith(text).isNotEqualTo(text);
  }

  @Test
  void streamAnswerEndsByItselfWhenLittleIsSaid() {
    Prompt prompt = Prompt.of(red, QUESTIONS.get(0));
    StringBuilder text = new StringBuilder();
    StreamAnswer.read(kelix.understand(prompt).stream(), 10_000, text::append).join();
    assertThat(text).hasToString(kelix.understand(prompt).text());
  }

  @Test
  void streamAnswerPassesProblemsOn() {
    Flux<Block> broken = Flux.error(new IllegalStateException("closed"));
    assertThatThrownBy(() -> StreamAnswer.read(broken, 1, text -> {}).join())
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void paintPictureTellsOfEveryCellAndStep(@TempDir Path folder) {
    GenerationOptions options = GenerationOptions.DEFAULTS.withSeed(7).withSteps(3);
    List<String> told = new ArrayList<>();

    GeneratedImage picture =
        PaintPicture.paint(kelix, "a red circle", options, (what, i) -> told.add(what + " " + i));

    int cells = told.size() - 3;
    assertThat(cells).isPositive();
    List<String> expected = new ArrayList<>();
    IntStream.rangeClosed(1, cells).forEach(i -> expected.add("cell " + i));
    IntStream.rangeClosed(1, 3).forEach(i -> expected.add("step " + i));
    assertThat(told).isEqualTo(expected);

    Path file = folder.resolve("picture.png");
    picture.writePng(file);
    assertThat(Image.read(file)).isEqualTo(picture.image());
  }

  @Test
  void paintPictureRepeatsItselfBySeed() {
    GenerationOptions options = GenerationOptions.DEFAULTS.withSeed(7).withSteps(2);
    PaintPicture.Progress unheard = (what, done) -> {};
    Image once = PaintPicture.paint(kelix, "a blue star", options, unheard).image();
    assertThat(PaintPicture.paint(kelix, "a blue star", options, unheard).image()).isEqualTo(once);
    Image other = PaintPicture.paint(kelix, "a blue star", options.withSeed(8), unheard).image();
    assertThat(other).isNotEqualTo(once);
  }

  @Test
  void serviceAnswersManyAtOnceAsItWouldOneByOne() {
    List<Image> images = List.of(red, blue, red, blue, red, blue);
    List<String> alone =
        images.stream().map(image -> kelix.understand(image, QUESTIONS.get(0)).text()).toList();
    try (VisualQuestionService service = new VisualQuestionService(kelix, 2, 10, PATIENCE)) {
      List<CompletableFuture<String>> answers =
          images.stream().map(i -> service.answer(i.toPng(), QUESTIONS.get(0))).toList();
      assertThat(answers.stream().map(CompletableFuture::join).toList()).isEqualTo(alone);
    }
  }

  @Test
  void serviceFailsOnlyTheQuestionThatIsBad() {
    try (VisualQuestionService service = new VisualQuestionService(kelix, 2, 10, PATIENCE)) {
      var bad = service.answer(new byte[] {1, 2, 3}, QUESTIONS.get(0));
      var good = service.answer(red.toPng(), QUESTIONS.get(0));
      assertThatThrownBy(bad::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(InvalidImageException.class);
      assertThat(good.join()).isEqualTo(kelix.understand(red, QUESTIONS.get(0)).text());
    }
  }

  @Test
  void serviceGivesUpOnWhatTakesTooLong() {
    try (VisualQuestionService service =
        new VisualQuestionService(kelix, 1, 10, Duration.ofNanos(1))) {
      assertThatThrownBy(service.answer(red.toPng(), QUESTIONS.get(0))::join)
          .hasCauseInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void serviceAnswersWhatItAcceptedBeforeItCloses() {
    VisualQuestionService service = new VisualQuestionService(kelix, 1, 10, PATIENCE);
    var accepted = service.answer(red.toPng(), QUESTIONS.get(0));
    service.close();
    assertThat(accepted).isCompleted();
    assertThatThrownBy(() -> service.answer(red.toPng(), QUESTIONS.get(0)))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
