package ai.kelix.core.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.Prompt;
import ai.kelix.Understanding;
import ai.kelix.UnderstandingOptions;
import ai.kelix.core.program.WorkGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** One request for an answer; every call runs anew. */
final class Answering implements Understanding {
  private final KelixEngine engine;
  private final Prompt prompt;
  private final UnderstandingOptions options;

  Answering(KelixEngine engine, Prompt prompt, UnderstandingOptions options) {
    this.engine = engine;
    this.prompt = prompt;
    this.options = options;
  }

  @Override
  public Answer answer() {
    try (WorkGate.Pass pass = engine.enter();
        Run run = new Run()) {
      List<Block> blocks = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (Optional<Block> block = run.next(); block.isPresent(); block = run.next()) {
        blocks.add(block.get());
        if (block.get() instanceof Block.Text piece) {
          text.append(piece.text());
        }
      }
      return run.finished(text.toString(), blocks);
    }
  }

  @Override
  public Flux<Block> stream() {
    return Flux.<Block, Run>generate(
            () -> engine.whileOpen(Run::new),
            (run, sink) -> {
              engine.whileOpen(run::next).ifPresentOrElse(sink::next, sink::complete);
              return run;
            },
            Run::close)
        .subscribeOn(engine.scheduler());
  }

  /** One execution; the caller sees to it that the model stays open during each call. */
  private final class Run implements AutoCloseable {
    private final BlockWriter writer;
    private final BlockReader reader = engine.blockReader();
    private final long begun = System.nanoTime();
    private final long encoded;
    private long first;

    Run() {
      int[] blocks = engine.prompts().encode(prompt, false, options.maxBlocks());
      encoded = System.nanoTime();
      writer = engine.write(blocks, options, false);
    }

    Optional<Block> next() {
      Optional<Block> block = writer.next().map(reader::read);
      first = first == 0 ? System.nanoTime() : first;
      return block;
    }

    Answer finished(String text, List<Block> blocks) {
      long end = System.nanoTime();
      Answer.Timings timings =
          new Answer.Timings(
              Duration.ofNanos(encoded - begun),
              Duration.ofNanos(first - encoded),
              Duration.ofNanos(end - first));
      return new Answer(text, blocks, writer.finish().orElse(Answer.Finish.LENGTH), timings);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
