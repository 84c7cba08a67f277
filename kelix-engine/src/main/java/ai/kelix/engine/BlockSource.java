package ai.kelix.engine;

import ai.kelix.Answer;
import java.util.Optional;

/** Blocks of one answer, each made when it is asked for. For one thread at a time. */
interface BlockSource extends AutoCloseable {

  /**
   * Does a piece of work of bounded size: makes a block, {@code width} ids, or reads a part of the
   * prompt, which is empty; so it is when the answer has ended.
   */
  Optional<int[]> advance();

  /** Returns why the answer ended; empty while it goes on. */
  Optional<Answer.Finish> finish();

  /** Returns in words how far it is. */
  String progress();

  @Override
  void close();
}
