package ai.kelix.core.engine;

import ai.kelix.Answer;
import java.util.Optional;

/** Blocks of one answer, each made when it is asked for. For one thread at a time. */
interface BlockSource extends AutoCloseable {

  /** Makes one block, {@code width} ids; empty when the answer has ended. */
  Optional<int[]> next();

  /** Returns why the answer ended; empty while it goes on. */
  Optional<Answer.Finish> finish();

  @Override
  void close();
}
