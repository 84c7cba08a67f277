package ai.kelix.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, piece by piece. Unlike the client's own stream, waiting for a piece ends
 * when the server falls silent or the thread is interrupted. Read by one thread.
 */
final class Body implements HttpResponse.BodySubscriber<Body>, AutoCloseable {
  /** Pieces of some 16 KiB under way, so that network and disk need not wait for each other. */
  private static final int AHEAD = 64;

  private final Duration idle;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  /** Bytes, the end, or a failure. */
  private record Piece(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  Body(Duration idle) {
    this.idle = idle;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription granted) {
    subscription = granted;
    if (closed) {
      granted.cancel();
    } else {
      granted.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(List.of(), true, null));
  }

  /**
   * Waits for the next bytes.
   *
   * @return empty at the end
   */
  List<ByteBuffer> next() throws IOException, InterruptedException {
    Piece piece = pieces.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
    if (piece == null) {
      throw new HttpTimeoutException("the server sent nothing for " + idle.toSeconds() + " s");
    }
    if (piece.failure() != null) {
      throw new IOException("the connection broke: " + piece.failure().getMessage());
    }
    if (piece.last()) {
      pieces.add(piece);
      return List.of();
    }
    requestMore();
    return piece.bytes();
  }

  private synchronized void requestMore() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  /**
   * Reads everything.
   *
   * @throws HubProtocolException if there are more bytes than allowed
   */
  byte[] all(int maxBytes, Duration atMost) throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (List<ByteBuffer> some = next(); !some.isEmpty(); some = next()) {
      for (ByteBuffer buffer : some) {
        if (buffer.remaining() > maxBytes - all.size()) {
          throw new HubProtocolException(
              String.format(
                  Locale.ROOT,
                  "the hub's list of files is longer than %,d bytes, which no model needs",
                  maxBytes));
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        all.writeBytes(bytes);
      }
      if (System.nanoTime() - end > 0) {
        throw new HttpTimeoutException("the list of files took more than " + atMost);
      }
    }
    return all.toByteArray();
  }

  /** Gives up what was not read, and with it the connection. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
