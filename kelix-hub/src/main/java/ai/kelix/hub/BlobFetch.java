package ai.kelix.hub;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Fetches one file into the cache: goes on where an earlier attempt stopped, and verifies. */
final class BlobFetch {
  private static final Logger LOG = Loggers.getLogger(BlobFetch.class);

  /** An attempt that brought so many bytes is no failure of the network, in bytes. */
  private static final long WORTHWHILE = 1 << 20;

  private final Transport transport;
  private final Patience patience;
  private final RepositoryCache cache;
  private final StatusCheck status;
  private final Meter meter;

  BlobFetch(
      Transport transport,
      Patience patience,
      RepositoryCache cache,
      StatusCheck status,
      Meter meter) {
    this.transport = transport;
    this.patience = patience;
    this.cache = cache;
    this.status = status;
    this.meter = meter;
  }

  /**
   * Makes sure that the cache has the file.
   *
   * @param address where the hub has it
   */
  void fetch(RemoteFile file, URI address) throws IOException, InterruptedException {
    if (!cache.holds(file)) {
      try (BlobLock lock = BlobLock.acquire(cache.lock(file))) {
        // A damaged partial file is worth one more try, a server that lies is not.
        while (!cache.holds(file) && !completes(file, address)) {
          LOG.warn("what an earlier download left of {} is damaged; fetching it anew", file.path());
        }
      }
    }
    meter.finished(file);
  }

  /** Returns false if bytes from an earlier download turned out wrong; they are gone then. */
  private boolean completes(RemoteFile file, URI address) throws IOException, InterruptedException {
    try (PartialFile partial = PartialFile.open(file, cache.partial(file))) {
      boolean takenUp = partial.position() > 0;
      receive(file, address, partial);
      String found = partial.checksum();
      if (found.equals(file.checksum().hex())) {
        partial.publish(cache.blob(file));
        return true;
      }
      partial.discard();
      if (takenUp) {
        return false;
      }
      throw new HubIntegrityException(
          String.format(
              Locale.ROOT,
              "%s from %s has checksum %s, expected %s; it was deleted, run again or ask another mirror",
              file.path(),
              address.getHost(),
              found,
              file.checksum().hex()));
    }
  }

  private void receive(RemoteFile file, URI address, PartialFile partial)
      throws IOException, InterruptedException {
    Attempts attempts = new Attempts("download " + file.path(), patience);
    meter.at(file, partial.position());
    while (!partial.isComplete()) {
      long before = partial.position();
      try {
        attempt(file, address, partial);
      } catch (IOException e) {
        if (partial.position() - before >= WORTHWHILE) {
          attempts.progressed();
        }
        attempts.failed(e);
      }
    }
  }

  /** Asks once, from the first missing byte on. Every {@link IOException} is the network's. */
  private void attempt(RemoteFile file, URI address, PartialFile partial)
      throws IOException, InterruptedException {
    try (Reply reply = transport.get(address, partial.position())) {
      switch (reply.status()) {
        case 200 -> {
          checkLength(reply, file);
          partial.rewind();
        }
        case 206 -> {
          if (!ContentRange.fits(reply.header("Content-Range"), partial.position(), file.size())) {
            throw withoutRanges(partial, reply);
          }
        }
        case 416 -> throw withoutRanges(partial, reply);
        case 404 ->
            throw new HubProtocolException(
                String.format(
                    Locale.ROOT,
                    "the hub lists %s and answers 404 for it; run again or ask another mirror",
                    file.path()));
        default -> throw status.refused(reply, file.path());
      }
      copy(file, reply.body(), partial);
    }
  }

  private static void checkLength(Reply reply, RemoteFile file) {
    long announced = reply.headers().firstValueAsLong("Content-Length").orElse(file.size());
    if (announced != file.size() || !reply.header("Content-Encoding").matches("(identity)?")) {
      throw new HubIntegrityException(
          String.format(
              Locale.ROOT,
              "%s sends %,d bytes (encoding '%s') for %s, expected %,d as listed",
              reply.from().getHost(),
              announced,
              Quoted.text(reply.header("Content-Encoding")),
              file.path(),
              file.size()));
    }
  }

  /** Whoever answers a wrong part is asked for the whole next. */
  private static IOException withoutRanges(PartialFile partial, Reply reply) {
    String message =
        String.format(
            Locale.ROOT,
            "asked for bytes from %,d on, the server answered %d with the range '%s'",
            partial.position(),
            reply.status(),
            reply.header("Content-Range"));
    partial.rewind();
    return new IOException(message);
  }

  private void copy(RemoteFile file, Body body, PartialFile partial)
      throws IOException, InterruptedException {
    for (List<ByteBuffer> some = body.next(); !some.isEmpty(); some = body.next()) {
      for (ByteBuffer bytes : some) {
        if (!partial.hasRoomFor(bytes.remaining())) {
          partial.discard();
          throw new HubIntegrityException(
              String.format(
                  Locale.ROOT,
                  "the hub sends more than the %,d bytes that it lists for %s; nothing of it was kept",
                  file.size(),
                  file.path()));
        }
        partial.append(bytes);
      }
      meter.at(file, partial.position());
    }
    if (!partial.isComplete()) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "the server ended after %,d of %,d bytes",
              partial.position(),
              file.size()));
    }
  }
}
