package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Conversation;
import ai.kelix.Prompt;
import ai.kelix.Understanding;
import ai.kelix.UnderstandingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation over one KV cache. The cache grows by doubling, which computes what it held anew;
 * all else is computed once.
 */
final class Dialogue implements Conversation {
  private static final int FIRST_CAPACITY = 512;

  private final KelixEngine engine;
  private final int width;
  private @Nullable CachedSession session;

  /** All blocks of finished turns; the last may not have been consumed. */
  private int[] history = {};

  private @Nullable Asking asking;
  private boolean closed;

  Dialogue(KelixEngine engine) {
    this.engine = engine;
    this.width = engine.folder().layout().width();
  }

  @Override
  public Understanding ask(Prompt turn, UnderstandingOptions options) {
    Objects.requireNonNull(turn, "turn is null");
    Objects.requireNonNull(options, "options is null");
    requireOpen();
    return new Answering(engine, () -> begin(turn, options));
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the conversation is closed; begin another one");
    }
  }

  private AnswerRun begin(Prompt turn, UnderstandingOptions options) {
    long begun = System.nanoTime();
    Asking mine = take();
    try {
      BlockWriter.Rules rules = engine.rules(options);
      int reserved = blocks() + rules.limit();
      PromptReading said =
          history.length == 0
              ? engine.prompts().read(turn, false, reserved)
              : engine.prompts().readNext(turn, reserved);
      return new AnswerRun(said, ids -> write(ids, rules), mine, engine.blockReader(), begun);
    } catch (RuntimeException | Error e) {
      mine.end();
      throw e;
    }
  }

  private synchronized Asking take() {
    awaitAbandoned();
    requireOpen();
    if (asking != null) {
      throw new IllegalStateException(
          "a turn of this conversation is being answered; wait for it or cancel it");
    }
    asking = new Asking();
    return asking;
  }

  /** Whoever has cancelled a turn may ask the next one at once. */
  private void awaitAbandoned() {
    boolean interrupted = false;
    while (asking != null && asking.abandoned) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The one turn that is being answered. */
  private final class Asking implements Occupation {
    /** Not under the lock, which the piece in progress holds. */
    private volatile boolean abandoned;

    @Override
    public void abandon() {
      abandoned = true;
    }

    @Override
    public void end() {
      synchronized (Dialogue.this) {
        asking = asking == this ? null : asking;
        Dialogue.this.notifyAll();
      }
    }
  }

  private synchronized Turn write(int[] said, BlockWriter.Rules rules) {
    requireOpen();
    int[] whole = joined(history, said);
    CachedSession cache = roomFor(whole.length / width + rules.limit());
    int[] unread = Arrays.copyOfRange(whole, cache.length() * width, whole.length);
    return new Turn(new BlockWriter(cache, unread, rules), whole);
  }

  private CachedSession roomFor(int needed) {
    CachedSession known = session;
    if (known != null && known.capacity() >= needed) {
      return known;
    }
    int most = engine.folder().config().backbone().maxPositions();
    int capacity = known == null ? FIRST_CAPACITY : 2 * known.capacity();
    forget();
    CachedSession roomy = engine.session(Math.max(needed, Math.min(most, capacity)));
    session = roomy;
    return roomy;
  }

  /** The next turn computes the history anew. */
  private void forget() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /**
   * One turn being answered; each piece of work is done while nobody can close the conversation.
   * The writer is never closed, because the cache outlives it.
   */
  private final class Turn implements BlockSource {
    private final BlockWriter writer;
    private final int[] read;
    private final List<int[]> written = new ArrayList<>();
    private boolean over;

    Turn(BlockWriter writer, int[] read) {
      this.writer = writer;
      this.read = read;
    }

    @Override
    public Optional<int[]> advance() {
      synchronized (Dialogue.this) {
        requireOpen();
        Optional<int[]> block = writer.advance();
        block.ifPresent(written::add);
        return block;
      }
    }

    @Override
    public Optional<Answer.Finish> finish() {
      return writer.finish();
    }

    @Override
    public String progress() {
      return writer.progress();
    }

    @Override
    public void close() {
      synchronized (Dialogue.this) {
        if (!over) {
          over = true;
          settle();
        }
      }
    }

    /** Keeps a finished turn, without the end mark, which the next turn writes. */
    private void settle() {
      if (closed || session == null) {
        return;
      }
      Optional<Answer.Finish> finish = writer.finish();
      if (finish.isPresent()) {
        boolean marked = finish.get() == Answer.Finish.END_OF_TURN;
        List<int[]> kept = marked ? written.subList(0, written.size() - 1) : written;
        history = joined(read, kept.stream().flatMapToInt(Arrays::stream).toArray());
      }
      session.rewind(Math.min(session.length(), history.length / width));
    }
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public synchronized int blocks() {
    return history.length / width;
  }

  @Override
  public synchronized void close() {
    closed = true;
    forget();
  }
}
