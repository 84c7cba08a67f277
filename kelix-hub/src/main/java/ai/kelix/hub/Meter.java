package ai.kelix.hub;

import ai.kelix.DownloadProgress;
import java.util.function.Consumer;

/** Adds up what is there of a model and tells the listener. Not thread-safe. */
final class Meter {
  private final HubModel model;
  private final long totalBytes;
  private final Consumer<DownloadProgress> listener;
  private long finished;

  Meter(HubModel model, long totalBytes, Consumer<DownloadProgress> listener) {
    this.model = model;
    this.totalBytes = totalBytes;
    this.listener = listener;
  }

  /** Tells how many bytes of the current file are there. */
  void at(RemoteFile file, long bytes) {
    listener.accept(
        new DownloadProgress(model.toString(), file.path(), finished + bytes, totalBytes));
  }

  /** Tells that a file is complete. */
  void finished(RemoteFile file) {
    at(file, file.size());
    finished += file.size();
  }
}
