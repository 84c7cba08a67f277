package ai.kelix.cli;

import ai.kelix.engine.Backends;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tools.verify.Finding;
import ai.kelix.tools.verify.Finding.Verdict;
import ai.kelix.tools.verify.Report;
import ai.kelix.tools.verify.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares every recorded stage of a checkpoint folder with what a backend computes. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Runs every stage of a checkpoint and compares it with golden.safetensors beside the weights, or"
            + " compares what training computes with recordings of it.")
final class VerifyCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description =
          "folder of an autoregressive model, a DiT or a VAE, or of recordings of training")
  private Path folder = Path.of(".");

  @Option(
      names = "--vae",
      paramLabel = "FOLDER",
      description =
          "autoencoder for recordings that paint (default: the one beside FOLDER that fits, if there is just one)")
  private @Nullable Path vae;

  @Option(names = "--json", description = "print the findings as JSON")
  private boolean json;

  @Mixin private BackendChoice choice = new BackendChoice();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Backend backend = Backends.open(Optional.of(choice.backend()), choice.options())) {
      Report report = Verification.of(folder, Optional.ofNullable(vae), backend).run();
      if (json) {
        Results.json(out, asMap(report));
      } else {
        print(out, report);
      }
      return report.passed() ? ExitCode.FINE : ExitCode.CHECK_FAILED;
    }
  }

  private static void print(PrintWriter out, Report report) {
    out.printf(Locale.ROOT, "%-24s %-44s %12s  %s%n", "stage", "tensor", "error", "verdict");
    for (Finding finding : report.findings()) {
      String error =
          finding.verdict() == Verdict.EQUAL || finding.verdict() == Verdict.DIFFERENT
              ? String.format(Locale.ROOT, "%.2e", finding.error())
              : "";
      String note = finding.note().isEmpty() ? "" : " (" + finding.note() + ")";
      String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
      out.printf(
          Locale.ROOT,
          "%-24s %-44s %12s  %s%s%n",
          finding.stage(),
          finding.tensor(),
          error,
          verdict,
          note);
    }
    out.printf(
        Locale.ROOT,
        "%s on %s: compared %d of %d golden tensors: %d equal, %d different; %d undecided%n",
        report.component(),
        report.backend(),
        report.compared(),
        report.findings().size(),
        report.count(Verdict.EQUAL),
        report.count(Verdict.DIFFERENT),
        report.count(Verdict.UNDECIDED));
    report
        .uncompared()
        .forEach(
            (reason, names) ->
                out.printf(
                    Locale.ROOT,
                    "not compared, %s (%d): %s%n",
                    reason,
                    names.size(),
                    String.join(", ", names)));
  }

  private static Map<String, Object> asMap(Report report) {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("stage", finding.stage());
      row.put("tensor", finding.tensor());
      row.put("error", Double.isFinite(finding.error()) ? finding.error() : null);
      row.put("limit", finding.limit());
      row.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
      row.put("note", finding.note());
      findings.add(row);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("component", report.component());
    map.put("backend", report.backend());
    map.put("passed", report.passed());
    map.put("recorded", report.findings().size());
    map.put("compared", report.compared());
    map.put("uncompared", report.uncompared());
    map.put("findings", findings);
    return map;
  }
}
