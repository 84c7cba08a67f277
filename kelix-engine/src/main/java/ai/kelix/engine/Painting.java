package ai.kelix.engine;

import ai.kelix.GeneratedImage;
import ai.kelix.Generation;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Prompt;
import ai.kelix.engine.internal.work.BlockingCall;
import ai.kelix.tensor.program.WorkGate;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** One request for an image; every call runs anew. */
final class Painting implements Generation {
  private static final String CALL = "image()";

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
    return image(BlockingCall.begin(CALL));
  }

  @Override
  public GeneratedImage image(Duration atMost) {
    return image(BlockingCall.begin(CALL, atMost));
  }

  private GeneratedImage image(BlockingCall call) {
    try (WorkGate.Pass pass = engine.enter();
        PaintingRun run = begin()) {
      call.finish(run, event -> {});
      return run.result();
    }
  }

  private PaintingRun begin() {
    return new PaintingRun(engine, prompt, options);
  }

  @Override
  public Flux<GenerationEvent> stream() {
    return engine.streams().stream(this::begin);
  }
}
