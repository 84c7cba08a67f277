package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.Understanding;
import ai.kelix.engine.internal.work.BlockingCall;
import ai.kelix.tensor.program.WorkGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/** One request for an answer; every call runs anew. */
final class Answering implements Understanding {
  private static final String CALL = "answer()";

  private final KelixEngine engine;
  private final Supplier<AnswerRun> begin;

  /**
   * Prepares a request.
   *
   * @param begin begins to read the prompt, while the model stays open
   */
  Answering(KelixEngine engine, Supplier<AnswerRun> begin) {
    this.engine = engine;
    this.begin = begin;
  }

  @Override
  public Answer answer() {
    return answer(BlockingCall.begin(CALL));
  }

  @Override
  public Answer answer(Duration atMost) {
    return answer(BlockingCall.begin(CALL, atMost));
  }

  private Answer answer(BlockingCall call) {
    try (WorkGate.Pass pass = engine.enter();
        AnswerRun run = begin.get()) {
      List<Block> blocks = new ArrayList<>();
      call.finish(run, blocks::add);
      return run.finished(blocks);
    }
  }

  @Override
  public Flux<Block> stream() {
    return engine.streams().stream(begin::get);
  }
}
