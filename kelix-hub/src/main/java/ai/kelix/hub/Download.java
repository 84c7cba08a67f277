package ai.kelix.hub;

import ai.kelix.DownloadProgress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Fetches one model: list, check, fetch every blob, link, remember. One use, one thread. */
final class Download {
  private static final Logger LOG = Loggers.getLogger(Download.class);

  /** Attempts to reach a hub at all: a wrong address or a missing network does not mend itself. */
  private static final int KNOCKS = 3;

  private final HubSettings settings;
  private final Surroundings surroundings;
  private final HubModel model;
  private final RepositoryCache cache;
  private final Transport transport;
  private final StatusCheck status;

  Download(HubSettings settings, Surroundings surroundings, HubModel model) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.model = model;
    this.cache = new RepositoryCache(settings.cache(), model);
    this.transport = new Transport(settings, surroundings.patience());
    this.status = new StatusCheck(settings, model);
  }

  Path run(Consumer<DownloadProgress> listener) throws IOException, InterruptedException {
    Optional<Path> last = cache.lastSnapshot();
    Listing listing;
    try {
      listing = list(last.isPresent());
    } catch (HubConnectionException e) {
      Path folder = last.orElseThrow(() -> e);
      LOG.warn("{}: {}. Using what was fetched before: {}", model, e.getMessage(), folder);
      return folder;
    }
    return fetch(listing, listener);
  }

  /** Without the network, a model that is there should not be waited for. */
  private Listing list(boolean isHere) throws InterruptedException {
    Patience usual = surroundings.patience();
    Patience patience = isHere ? usual.withAttempts(1) : usual;
    String aim = "list the files of " + model;
    Attempts attempts = new Attempts(aim, patience);
    Attempts knocks =
        new Attempts(aim, patience.withAttempts(Math.min(KNOCKS, patience.attempts())));
    while (true) {
      try (Reply reply = transport.get(listingAddress(), 0)) {
        if (reply.status() != 200) {
          throw status.refused(reply, "a model");
        }
        return ListingReader.read(
            reply.body().all(ListingReader.MAX_BYTES, patience.listing()), model);
      } catch (UnreachableException e) {
        knocks.failed(e);
      } catch (IOException e) {
        attempts.failed(e);
      }
    }
  }

  private Path fetch(Listing listing, Consumer<DownloadProgress> listener)
      throws IOException, InterruptedException {
    Snapshot snapshot = new Snapshot(cache, listing.commit(), surroundings.symbolic());
    snapshot.check(listing);
    checkSpace(listing);
    Meter meter = new Meter(model, listing.totalBytes(), listener);
    BlobFetch blobs = new BlobFetch(transport, surroundings.patience(), cache, status, meter);
    for (RemoteFile file : listing.files()) {
      blobs.fetch(file, fileAddress(listing.commit(), file));
    }
    Path folder = snapshot.assemble(listing);
    cache.remember(listing.commit());
    return folder;
  }

  private void checkSpace(Listing listing) throws IOException {
    long here = listing.files().stream().mapToLong(cache::bytesOf).sum();
    long missing = listing.totalBytes() - here;
    if (missing == 0) {
      return;
    }
    Files.createDirectories(cache.root());
    surroundings.space().check(cache.root(), missing, model);
    LOG.info(
        "downloading {}: {} files, {} of {} bytes, to {}",
        model,
        listing.files().size(),
        missing,
        listing.totalBytes(),
        cache.root());
  }

  private URI listingAddress() {
    return URI.create(
        String.format(
            Locale.ROOT,
            "%s/api/models/%s/revision/%s?blobs=true",
            settings.endpoint(),
            model.id(),
            escaped(model.revision())));
  }

  /** By commit, so that all files are of one state whatever happens meanwhile. */
  private URI fileAddress(String commit, RemoteFile file) {
    String path =
        Arrays.stream(file.path().split("/", -1))
            .map(Download::escaped)
            .collect(Collectors.joining("/"));
    return URI.create(
        String.format(
            Locale.ROOT, "%s/%s/resolve/%s/%s", settings.endpoint(), model.id(), commit, path));
  }

  private static String escaped(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
