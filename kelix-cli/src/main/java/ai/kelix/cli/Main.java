package ai.kelix.cli;

import ai.kelix.KelixException;
import ai.kelix.platform.Installed;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;

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
    // What prints for the libraries used here asks for the default.
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = results();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(commandLine(out, err), arguments));
  }

  /** Keeps standard output for results: what libraries print, their loggers above all, is none. */
  static PrintWriter results() {
    PrintWriter out = new ResultWriter(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    return out;
  }

  /**
   * Runs one command and returns its exit code, also when memory runs out or the result cannot be
   * written.
   */
  static int run(CommandLine line, String... arguments) {
    Optional<String> damaged = DamagedArgument.refusal(arguments);
    if (damaged.isPresent()) {
      line.getErr().println("kelix: " + damaged.get());
      return ExitCode.BAD_INPUT;
    }
    int code = execute(line, arguments);
    PrintWriter out = line.getOut();
    if (!out.checkError()) {
      return code;
    }
    line.getErr()
        .println(
            String.format(
                Locale.ROOT,
                "kelix: the result could not be written to standard output%s; it is incomplete there",
                reason(out)));
    return ExitCode.BAD_INPUT;
  }

  private static String reason(PrintWriter out) {
    return out instanceof ResultWriter results
        ? results.failure().map(failure -> ": " + failure.getMessage()).orElse("")
        : "";
  }

  private static int execute(CommandLine line, String... arguments) {
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      line.getErr()
          .println(
              String.format(
                  Locale.ROOT,
                  "kelix: not enough memory (%s): free some or set KELIX_JVM_OPTIONS=-Xmx…",
                  e.getMessage()));
      return ExitCode.BAD_INPUT;
    }
  }

  /** Finds who brings commands. */
  static Installed<CommandProvider> providers() {
    return Installed.find(
        CommandProvider.class, loader -> ServiceLoader.load(CommandProvider.class, loader));
  }

  /** Builds the command line with all commands found. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    Installed<CommandProvider> installed = providers();
    installed.usable().forEach(provider -> provider.commands().forEach(line::addSubcommand));
    if (!installed.unusable().isEmpty()) {
      err.println("kelix: some commands are missing" + installed.complaint());
    }
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(ImageArgument.class, new ImageArgument.Converter());
    // What follows an option that takes a value is its value, be it '@x', '-V shape?' or '--help'.
    line.setExpandAtFiles(false);
    line.setAllowOptionsAsOptionParameters(true);
    // Standard error may be a file while standard output is a terminal, and the other way round.
    line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
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
    return String.format(
        Locale.ROOT, "internal error at %s: %s; please report it", where, exception);
  }
}
