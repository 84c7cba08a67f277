package ai.kelix.cli;

import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.eval.dataset.HeldOut;
import ai.kelix.eval.dataset.PictureQuestion;
import ai.kelix.eval.scene.PictureRenderer;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures understanding on questions whose pictures were never learned from. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = "Asks held-out questions about drawn pictures and counts exact answers.")
final class EvalCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "tiny, another embedded model, or a folder (default: ${DEFAULT-VALUE})")
  private String model = "tiny";

  @Option(
      names = "--each",
      paramLabel = "N",
      description = "questions of each kind (default: ${DEFAULT-VALUE})")
  private int each = 100;

  @Option(names = "--json", description = "print the counts as JSON")
  private boolean json;

  @Mixin private BackendChoice choice = new BackendChoice();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String name = model.equals("tiny") ? "kelix-tiny" : model;
    List<PictureQuestion> questions = HeldOut.questions(each);
    Map<String, Count> counts = new TreeMap<>();
    try (Kelix kelix = Kelix.builder(name).backend(choice.backend()).load();
        ProgressBar bar = new ProgressBar("questions", questions.size())) {
      for (PictureQuestion question : questions) {
        String kind = question.question().kind().word();
        Image image = PictureRenderer.image(question.picture());
        String answer = kelix.understand(image, question.question().text()).text();
        counts.merge(kind, Count.of(question.question().isAnsweredBy(answer)), Count::plus);
        bar.step();
      }
    }
    report(out, counts);
    return ExitCode.FINE;
  }

  private void report(PrintWriter out, Map<String, Count> counts) {
    Count all = counts.values().stream().reduce(new Count(0, 0), Count::plus);
    Map<String, Count> rows = new LinkedHashMap<>(counts);
    rows.put("overall", all);
    if (json) {
      Results.json(out, Map.of("understanding", rows));
      return;
    }
    rows.forEach(
        (kind, count) ->
            out.printf(
                "%-12s %5d of %5d  %5.1f %%%n", kind, count.right, count.asked, count.percent()));
  }

  /**
   * Exact answers.
   *
   * @param right how many were right
   * @param asked of so many
   */
  record Count(int right, int asked) {

    static Count of(boolean isRight) {
      return new Count(isRight ? 1 : 0, 1);
    }

    Count plus(Count other) {
      return new Count(right + other.right, asked + other.asked);
    }

    double percent() {
      return asked == 0 ? 0 : 100.0 * right / asked;
    }
  }
}
