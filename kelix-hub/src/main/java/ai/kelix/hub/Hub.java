package ai.kelix.hub;

import ai.kelix.DownloadProgress;
import ai.kelix.platform.Interruption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Downloads models into the cache that the reference client and other tools use too.
 *
 * <p>Thread-safe; threads and processes that ask for the same model share the work. An interrupted,
 * failed or killed download goes on where it stopped when it is started again.
 */
public final class Hub {
  private final HubSettings settings;
  private final Surroundings surroundings;

  /** Uses the given settings. */
  public Hub(HubSettings settings) {
    this(settings, Surroundings.USUAL);
  }

  Hub(HubSettings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /** Downloads a model without telling how far it is; see {@link #download(HubModel, Consumer)}. */
  public Path download(HubModel model) {
    return download(model, progress -> {});
  }

  /**
   * Returns the folder of a model, downloaded as far as it is not here yet. Only what Kelix reads
   * is fetched: {@code *.json}, {@code *.safetensors}, {@code *.txt} and {@code *.jinja}, never
   * pickles or code. Size and checksum of every file are verified before it gets its name in the
   * cache.
   *
   * <p>If the hub cannot be reached or is too busy, the state that was fetched last is returned,
   * with a warning in the log; in offline mode without one.
   *
   * @param progress told on this thread, for every piece; what it throws ends the download
   * @throws ai.kelix.ModelNotFoundException if the hub has no such model or revision
   * @throws HubAccessException if a token is missing or not allowed to read the model
   * @throws HubOfflineException in offline mode, if the model is not in the cache
   * @throws HubConnectionException if the hub cannot be reached or breaks off again and again
   * @throws HubIntegrityException if a file has another size or checksum than the hub lists
   * @throws HubProtocolException if the answers are malformed, too large or hostile
   * @throws ai.kelix.InterruptedCallException if the thread is interrupted; the flag stays set, and
   *     the next download goes on from there
   * @throws InsufficientDiskException if the disk has too little space
   * @throws HubCacheException if the cache cannot be read or written
   */
  public Path download(HubModel model, Consumer<DownloadProgress> progress) {
    if (settings.offline()) {
      return new RepositoryCache(settings.cache(), model)
          .lastSnapshot()
          .orElseThrow(() -> notHere(model));
    }
    try {
      return new Download(settings, surroundings, model).run(progress);
    } catch (InterruptedException e) {
      throw Interruption.during(task(model), e);
    } catch (IOException e) {
      Interruption.check(e, task(model));
      throw new HubCacheException(
          String.format(
              Locale.ROOT,
              "cannot write the cache %s: %s; mend it or choose another with HF_HUB_CACHE",
              settings.cache(),
              e),
          e);
    }
  }

  private static String task(HubModel model) {
    return "downloading " + model;
  }

  private HubOfflineException notHere(HubModel model) {
    return new HubOfflineException(
        String.format(
            Locale.ROOT,
            "offline mode (HF_HUB_OFFLINE) is on and '%s' is neither a folder nor in the cache %s: download it once without HF_HUB_OFFLINE",
            model,
            settings.cache()));
  }
}
