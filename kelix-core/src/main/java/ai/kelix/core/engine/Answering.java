package ai.kelix.core.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.Understanding;
import ai.kelix.core.program.WorkGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/** One request for an answer; every call runs anew. */
final class Answering implements Understanding {
  private final KelixEngine engine;
  private final Supplier<AnswerRun> begin;

  /**
   * Prepares a request.
   *
   * @param begin reads the prompt, while the model stays open
   */
  Answering(KelixEngine engine, Supplier<AnswerRun> begin) {
    this.engine = engine;
    this.begin = begin;
  }

  @Override
  public Answer answer() {
    try (WorkGate.Pass pass = engine.enter();
        AnswerRun run = begin.get()) {
      List<Block> blocks = new ArrayList<>();
      for (Optional<Block> block = run.next(); block.isPresent(); block = run.next()) {
        blocks.add(block.get());
      }
      return run.finished(blocks);
    }
  }

  @Override
  public Flux<Block> stream() {
    return Flux.<Block, AnswerRun>generate(
            () -> engine.whileOpen(begin),
            (run, sink) -> {
              engine.whileOpen(run::next).ifPresentOrElse(sink::next, sink::complete);
              return run;
            },
            AnswerRun::close)
        .subscribeOn(engine.scheduler());
  }
}
