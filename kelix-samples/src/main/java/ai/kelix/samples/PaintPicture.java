package ai.kelix.samples;

import ai.kelix.Block;
import ai.kelix.GeneratedImage;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import java.nio.file.Path;
import java.util.Locale;
import reactor.core.publisher.Flux;

/** Paints a PNG file and tells how far it is: {@code PaintPicture DESCRIPTION FILE}. */
public final class PaintPicture {
  private PaintPicture() {}

  /** Paints with seed 7, so that the same words give the same picture. */
  public static void main(String[] arguments) {
    try (Kelix kelix = Kelix.load("kelix-tiny")) {
      GenerationOptions options = GenerationOptions.DEFAULTS.withSeed(7);
      Progress progress = (what, done) -> System.out.printf(Locale.ROOT, "%s %d%n", what, done);
      paint(kelix, arguments[0], options, progress).writePng(Path.of(arguments[1]));
    }
  }

  /** Told how far the painting is. */
  @FunctionalInterface
  interface Progress {
    /**
     * Called after each piece of work.
     *
     * @param what {@code cell} while the model decides what to paint, then {@code step}
     * @param done how many are done, from 1
     */
    void reached(String what, int done);
  }

  /** Paints and waits for the picture. */
  static GeneratedImage paint(
      Kelix kelix, String description, GenerationOptions options, Progress progress) {
    Flux<GenerationEvent> events = kelix.generate(Prompt.of(description), options).stream();
    Counter counter = new Counter(progress);
    return events
        .doOnNext(counter::count)
        .ofType(GenerationEvent.Painted.class)
        .map(GenerationEvent.Painted::result)
        .single()
        .blockOptional()
        .orElseThrow();
  }

  private static final class Counter {
    private final Progress progress;
    private int cells;

    Counter(Progress progress) {
      this.progress = progress;
    }

    void count(GenerationEvent event) {
      if (event instanceof GenerationEvent.BlockWritten written
          && written.block() instanceof Block.Visual) {
        cells++;
        progress.reached("cell", cells);
      } else if (event instanceof GenerationEvent.StepDone step) {
        progress.reached("step", step.step());
      }
    }
  }
}
