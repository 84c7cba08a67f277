package ai.kelix.cli;

import ai.kelix.DownloadProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar that appears when a download tells of itself. Used by one thread. */
final class DownloadBar implements AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;

  private @Nullable ProgressBar bar;

  /** Shows how far the download is; what is complete from the start shows nothing. */
  void show(DownloadProgress progress) {
    if (bar == null) {
      if (progress.bytes() == progress.totalBytes()) {
        return;
      }
      bar =
          new ProgressBarBuilder()
              .setTaskName(progress.model())
              .setInitialMax(progress.totalBytes())
              .setUnit(" MiB", MEBIBYTE)
              .build();
    }
    bar.stepTo(progress.bytes());
    bar.setExtraMessage(progress.file());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
