package ai.kelix.samples;

import ai.kelix.Block;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/** Prints an answer while it is made and stops the model early: {@code StreamAnswer FILE}. */
public final class StreamAnswer {
  private static final int ENOUGH = 40;

  private StreamAnswer() {}

  /** Describes an image in about 40 characters. */
  public static void main(String[] arguments) {
    Image image = Image.read(Path.of(arguments[0]));
    try (Kelix kelix = Kelix.load("kelix-tiny")) {
      Prompt prompt = Prompt.of(image, "Describe the picture.");
      read(kelix.understand(prompt).stream(), ENOUGH, System.out::print).join();
      System.out.println();
    }
  }

  /**
   * Passes text on until there is enough of it.
   *
   * @param blocks an answer; not a block more of it is computed than is read
   * @param characters how many are enough
   * @param reader receives each piece of text; may be as slow as it likes
   * @return completes when all was said or enough was read, or with what went wrong
   */
  static CompletableFuture<Void> read(Flux<Block> blocks, int characters, Consumer<String> reader) {
    Reading reading = new Reading(characters, reader);
    blocks.subscribe(reading);
    return reading.done;
  }

  /** Asks for the next block when it has dealt with the last. */
  private static final class Reading extends BaseSubscriber<Block> {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Consumer<String> reader;
    private int missing;

    Reading(int characters, Consumer<String> reader) {
      this.missing = characters;
      this.reader = reader;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnNext(Block block) {
      if (block instanceof Block.Text piece) {
        reader.accept(piece.text());
        missing -= piece.text().length();
      }
      if (missing > 0) {
        request(1);
      } else {
        cancel();
      }
    }

    @Override
    protected void hookOnError(Throwable problem) {
      done.completeExceptionally(problem);
    }

    @Override
    protected void hookFinally(SignalType end) {
      done.complete(null);
    }
  }
}
