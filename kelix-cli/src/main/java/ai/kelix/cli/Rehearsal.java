package ai.kelix.cli;

import ai.kelix.engine.EngineLoader;
import ai.kelix.spi.LoadRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

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
   * @throws IllegalStateException in the end, if one of them did not go well
   */
  public static void main(String[] arguments) throws IOException {
    PrintWriter out = Main.results();
    StringWriter err = new StringWriter();
    Path model = EngineLoader.locate(LoadRequest.of("kelix-tiny"));
    List<List<String>> failed = new ArrayList<>();
    for (List<String> words : lines(model, Path.of(arguments[0]))) {
      CommandLine line = Main.commandLine(out, new PrintWriter(err, true));
      if (Main.run(line, words.toArray(String[]::new)) != ExitCode.FINE) {
        failed.add(words);
      }
    }
    if (!failed.isEmpty()) {
      throw new IllegalStateException("rehearsed in vain: " + failed + "; they said: " + err);
    }
  }

  /** Returns the command lines of all providers. */
  static List<List<String>> lines(Path model, Path folder) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (CommandProvider provider : Main.providers().usable()) {
      Path scratch = folder.resolve(provider.getClass().getSimpleName());
      lines.addAll(provider.rehearsed(model, Files.createDirectories(scratch)));
    }
    return lines;
  }
}
