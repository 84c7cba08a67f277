package ai.kelix.core.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One execution of a request. The caller sees to it that the model stays open in each call. */
final class AnswerRun implements AutoCloseable {
  private final BlockSource source;
  private final BlockReader reader;
  private final long begun;
  private final long encoded;
  private long first;

  /**
   * Begins.
   *
   * @param source of blocks; closed with this run
   * @param begun when the request began, in nanoseconds
   * @param encoded when its images were tokenized
   */
  AnswerRun(BlockSource source, BlockReader reader, long begun, long encoded) {
    this.source = source;
    this.reader = reader;
    this.begun = begun;
    this.encoded = encoded;
  }

  Optional<Block> next() {
    Optional<Block> block = source.next().map(reader::read);
    first = first == 0 ? System.nanoTime() : first;
    return block;
  }

  Answer finished(List<Block> blocks) {
    long end = System.nanoTime();
    Answer.Timings timings =
        new Answer.Timings(
            Duration.ofNanos(encoded - begun),
            Duration.ofNanos(first - encoded),
            Duration.ofNanos(end - first));
    return new Answer(
        reader.parts(blocks), blocks, source.finish().orElse(Answer.Finish.LENGTH), timings);
  }

  @Override
  public void close() {
    source.close();
  }
}
