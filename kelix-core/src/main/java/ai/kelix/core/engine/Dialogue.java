package ai.kelix.core.engine;

import ai.kelix.Answer;
import ai.kelix.Conversation;
import ai.kelix.Prompt;
import ai.kelix.Understanding;
import ai.kelix.UnderstandingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private boolean answering;
  private boolean closed;

  Dialogue(KelixEngine engine) {
    this.engine = engine;
    this.width = engine.folder().layout().width();
  }

  @Override
  public Understanding ask(Prompt turn, UnderstandingOptions options) {
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
    take();
    try {
      BlockWriter.Rules rules = engine.rules(options);
      int reserved = blocks() + rules.limit();
      int[] said =
          history.length == 0
              ? engine.prompts().encode(turn, false, reserved)
              : engine.prompts().encodeNext(turn, reserved);
      long encoded = System.nanoTime();
      return new AnswerRun(write(said, rules), engine.blockReader(), begun, encoded);
    } catch (RuntimeException | Error e) {
      release();
      throw e;
    }
  }

  private synchronized void take() {
    requireOpen();
    if (answering) {
      throw new IllegalStateException(
          "a turn of this conversation is being answered; wait for it or cancel it");
    }
    answering = true;
  }

  private synchronized void release() {
    answering = false;
  }

  private synchronized Turn write(int[] said, BlockWriter.Rules rules) {
    requireOpen();
    int[] whole = joined(history, said);
    CachedSession cache = roomFor(whole.length / width + rules.limit());
    try {
      int[] unread = Arrays.copyOfRange(whole, cache.length() * width, whole.length);
      return new Turn(new BlockWriter(cache, unread, rules), whole);
    } catch (RuntimeException | Error e) {
      forget();
      throw e;
    }
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
   * One turn being answered; each block is made while nobody can close the conversation. The writer
   * is never closed, because the cache outlives it.
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
    public Optional<int[]> next() {
      synchronized (Dialogue.this) {
        requireOpen();
        Optional<int[]> block = writer.next();
        block.ifPresent(written::add);
        return block;
      }
    }

    @Override
    public Optional<Answer.Finish> finish() {
      return writer.finish();
    }

    @Override
    public void close() {
      synchronized (Dialogue.this) {
        if (!over) {
          over = true;
          answering = false;
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
