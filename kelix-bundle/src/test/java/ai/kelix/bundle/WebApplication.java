package ai.kelix.bundle;

import ai.kelix.Block;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** What a web application does between its deployment and its end. Loaded anew for each. */
public final class WebApplication implements Runnable {

  @Override
  public void run() {
    Forgetful forgetful = new Forgetful();
    try (Kelix kelix = Kelix.load("kelix-tiny")) {
      Image upload = Image.decode(Image.ofRgb(64, 64, new byte[64 * 64 * 3]).toPng());
      Prompt prompt = Prompt.of(upload, "How many shapes are there?");
      requireEqual(kelix.understand(prompt).text(), streamed(kelix, prompt));
      GenerationOptions options =
          GenerationOptions.DEFAULTS.withSteps(1).withSampling(kelix.model().drawing()).withSeed(7);
      kelix.generate(Prompt.of("a red circle"), options).stream().blockLast();
      kelix.understand(prompt).stream().subscribe(forgetful);
    }
    if (!(forgetful.end.join() instanceof IllegalStateException)) {
      throw new AssertionError("the stream that was left open did not hear of the closing");
    }
  }

  private static String streamed(Kelix kelix, Prompt prompt) {
    List<String> pieces = new ArrayList<>();
    kelix.understand(prompt).stream()
        .ofType(Block.Text.class)
        .map(Block.Text::text)
        .doOnNext(pieces::add)
        .blockLast();
    return String.join("", pieces);
  }

  private static void requireEqual(String answer, String streamed) {
    if (!answer.equals(streamed)) {
      throw new AssertionError("answered '" + answer + "' but streamed '" + streamed + "'");
    }
  }

  /** Requests one block and thinks no more of it. */
  private static final class Forgetful extends BaseSubscriber<Block> {
    private final CompletableFuture<Throwable> end = new CompletableFuture<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnError(Throwable problem) {
      end.complete(problem);
    }

    @Override
    protected void hookFinally(SignalType type) {
      end.complete(new AssertionError("the stream ended with " + type));
    }
  }
}
