package ai.kelix.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that moves. */
final class ProgressOnTerminal implements ProgressDisplay {
  private final ProgressBar bar;

  ProgressOnTerminal(ProgressTask task) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task.name())
            .setInitialMax(task.total())
            .setUnit(task.unit(), task.unitSize())
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .build();
  }

  @Override
  public void show(long done, Optional<String> detail) {
    bar.stepTo(done);
    detail.ifPresent(bar::setExtraMessage);
  }

  @Override
  public void end(long done) {
    bar.close();
  }
}
