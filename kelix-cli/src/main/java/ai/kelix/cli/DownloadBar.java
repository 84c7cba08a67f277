package ai.kelix.cli;

import ai.kelix.DownloadProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Progress that appears when a download tells of itself. Used by one thread. */
final class DownloadBar implements AutoCloseable {
  private final CommandLine line;
  private @Nullable Progress progress;

  DownloadBar(CommandLine line) {
    this.line = line;
  }

  /** Shows how far the download is; what is complete from the start shows nothing. */
  void show(DownloadProgress now) {
    if (progress == null) {
      if (now.bytes() == now.totalBytes()) {
        return;
      }
      progress = Progress.ofBytes(line, now.model(), now.totalBytes());
    }
    progress.at(now.bytes(), now.file());
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
