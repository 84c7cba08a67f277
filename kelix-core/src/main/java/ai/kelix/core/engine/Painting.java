package ai.kelix.core.engine;

import ai.kelix.GeneratedImage;
import ai.kelix.Generation;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Prompt;
import ai.kelix.core.program.WorkGate;
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
    try (WorkGate.Pass pass = engine.enter();
        PaintingRun run = new PaintingRun(engine, prompt, options)) {
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
            () -> engine.whileOpen(() -> new PaintingRun(engine, prompt, options)),
            (run, sink) -> {
              GenerationEvent event = engine.whileOpen(run::next);
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
