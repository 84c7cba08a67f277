package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.engine.EngineLoader;
import ai.kelix.spi.LoadRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  /** They want what no rehearsal has: a hub, recordings, parts. */
  private static final Set<String> LEFT_OUT = Set.of("download", "verify", "assemble");

  @TempDir private Path folder;

  @Test
  void everyOtherCommandIsRehearsedAndRuns() throws IOException {
    Path model = EngineLoader.locate(LoadRequest.of("kelix-tiny"));
    Set<String> commands = new TreeSet<>(LEFT_OUT);
    for (List<String> words : Rehearsal.lines(model, folder)) {
      StringWriter err = new StringWriter();
      PrintWriter out = new PrintWriter(new StringWriter());
      int code =
          Main.run(Main.commandLine(out, new PrintWriter(err, true)), words.toArray(String[]::new));
      assertThat(code).as("%s: %s", words, err).isEqualTo(ExitCode.FINE);
      commands.add(words.get(0));
    }
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    assertThat(commands).containsAll(Main.commandLine(nowhere, nowhere).getSubcommands().keySet());
  }
}
