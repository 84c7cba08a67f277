package ai.kelix.cli;

import ai.kelix.KelixException;
import ai.kelix.platform.Installed;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the command line. */
@Command(
    name = "kelix",
    description = "Understands and generates images with one discrete multimodal model.",
    mixinStandardHelpOptions = true,
    version = "kelix 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      " 0:fine",
      " 1:a check failed",
      " 2:wrong usage",
      " 3:bad input or environment"
    })
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(commandLine(out, err), arguments));
  }

  /** Runs one command and returns its exit code, also when memory runs out. */
  static int run(CommandLine line, String... arguments) {
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      line.getErr()
          .println(
              "kelix: not enough memory (%s): free some or set KELIX_JVM_OPTIONS=-Xmx…"
                  .formatted(e.getMessage()));
      return ExitCode.BAD_INPUT;
    }
  }

  /** Builds the command line with all commands found. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    Installed<CommandProvider> installed =
        Installed.find(
            CommandProvider.class, loader -> ServiceLoader.load(CommandProvider.class, loader));
    installed.usable().forEach(provider -> provider.commands().forEach(line::addSubcommand));
    if (!installed.unusable().isEmpty()) {
      err.println("kelix: some commands are missing" + installed.complaint());
    }
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Main::explain);
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getErr());
      throw new CommandLine.ParameterException(spec.commandLine(), "Say which command to run.");
    }
  }

  /** What users can mend is one line; anything else is a defect and says where it happened. */
  private static int explain(
      Exception exception, CommandLine line, CommandLine.ParseResult parsed) {
    boolean mendable =
        exception instanceof KelixException || exception instanceof UncheckedIOException;
    line.getErr().println("kelix: " + (mendable ? exception.getMessage() : defect(exception)));
    return ExitCode.BAD_INPUT;
  }

  private static String defect(Exception exception) {
    StackTraceElement[] trace = exception.getStackTrace();
    String where = trace.length == 0 ? "unknown place" : trace[0].toString();
    return "internal error at %s: %s; please report it".formatted(where, exception);
  }
}
