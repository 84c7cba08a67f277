package ai.kelix.core.engine;

import ai.kelix.GeneratedImage;
import ai.kelix.Generation;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Prompt;
import reactor.core.publisher.Flux;

/** One request for an image; every call runs anew. */
final class Painting implements Generation {
  private final KelixEngine engine;
  private final Prompt prompt;
  private final GenerationOptions options;

  Painting(KelixEngine engine, Prompt prompt, GenerationOptions options) {
    this.engine = engine;
    this.prompt = prompt;
    this.options = options;
  }

  @Override
  public GeneratedImage image() {
    try (PaintingRun run = new PaintingRun(engine, prompt, options)) {
      while (true) {
        GenerationEvent event = run.next();
        if (event instanceof GenerationEvent.Painted painted) {
          return painted.result();
        }
      }
    }
  }

  @Override
  public Flux<GenerationEvent> stream() {
    return Flux.<GenerationEvent, PaintingRun>generate(
            () -> new PaintingRun(engine, prompt, options),
            (run, sink) -> {
              GenerationEvent event = run.next();
              sink.next(event);
              if (event instanceof GenerationEvent.Painted) {
                sink.complete();
              }
              return run;
            },
            PaintingRun::close)
        .subscribeOn(engine.scheduler());
  }
}
