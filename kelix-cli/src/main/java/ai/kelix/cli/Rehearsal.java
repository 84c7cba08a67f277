package ai.kelix.cli;

import ai.kelix.core.engine.EngineLoader;
import ai.kelix.spi.LoadRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Runs every command once, so that the virtual machine sees which classes and methods they need.
 * The launcher does it after each build and keeps what was seen as an ahead-of-time cache.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /**
   * Runs all rehearsed command lines.
   *
   * @param arguments one folder, for what they write
   */
  public static void main(String[] arguments) throws IOException {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Path model = EngineLoader.locate(LoadRequest.of("kelix-tiny"));
    for (List<String> words : lines(model, Path.of(arguments[0]))) {
      int code = run(err, words);
      if (code != ExitCode.FINE) {
        err.println("kelix: the rehearsal of " + words + " ended with exit code " + code);
      }
    }
  }

  /** Returns the command lines of all providers. */
  static List<List<String>> lines(Path model, Path folder) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      Path scratch = Files.createTempDirectory(folder, "rehearsal");
      lines.addAll(provider.rehearsed(model, scratch));
    }
    return lines;
  }

  private static int run(PrintWriter err, List<String> words) {
    PrintWriter out = new ResultWriter(System.out);
    return Main.run(Main.commandLine(out, err), words.toArray(String[]::new));
  }
}
