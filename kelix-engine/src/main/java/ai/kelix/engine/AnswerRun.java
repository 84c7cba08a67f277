package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.engine.internal.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a request: images, the prompt, block after block. The caller sees to it that the
 * model stays open in each call.
 */
final class AnswerRun implements Work<Block> {
  private final PromptReading prompt;
  private final Function<int[], BlockSource> answerer;
  private final Occupation occupation;
  private final BlockReader reader;
  private final long begun;
  private @Nullable BlockSource source;
  private long encoded;
  private long first;

  /**
   * Begins.
   *
   * @param answerer makes the source of blocks from those of the prompt; closed with this run
   * @param occupation ends with this run
   * @param begun when the request began, in nanoseconds
   */
  AnswerRun(
      PromptReading prompt,
      Function<int[], BlockSource> answerer,
      Occupation occupation,
      BlockReader reader,
      long begun) {
    this.prompt = prompt;
    this.answerer = answerer;
    this.occupation = occupation;
    this.reader = reader;
    this.begun = begun;
  }

  @Override
  public Optional<Block> advance() {
    BlockSource known = source;
    if (known == null) {
      if (prompt.advance()) {
        encoded = System.nanoTime();
        source = answerer.apply(prompt.blocks());
      }
      return Optional.empty();
    }
    Optional<Block> block = known.advance().map(reader::read);
    first = first == 0 && block.isPresent() ? System.nanoTime() : first;
    return block;
  }

  @Override
  public boolean isDone() {
    return finish().isPresent();
  }

  private Optional<Answer.Finish> finish() {
    return source == null ? Optional.empty() : source.finish();
  }

  Answer finished(List<Block> blocks) {
    long end = System.nanoTime();
    Answer.Timings timings =
        new Answer.Timings(
            Duration.ofNanos(encoded - begun),
            Duration.ofNanos(first - encoded),
            Duration.ofNanos(end - first));
    return new Answer(reader.parts(blocks), blocks, finish().orElse(Answer.Finish.LENGTH), timings);
  }

  @Override
  public String progress() {
    return source == null ? prompt.progress() : source.progress();
  }

  @Override
  public void abandon() {
    occupation.abandon();
  }

  @Override
  public void close() {
    try {
      if (source != null) {
        source.close();
      }
    } finally {
      occupation.end();
    }
  }
}
