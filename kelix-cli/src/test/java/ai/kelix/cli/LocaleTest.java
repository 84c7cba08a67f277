package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.release.ReleaseFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored, printed and said is the same whatever the default locale is. */
class LocaleTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("kelix.fixtures")).resolve("ar-micro-a");
  private static final long SHARD = 300 << 10;

  private final Locale before = Locale.getDefault();
  @TempDir private Path scratch;

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai"})
  void nothingFollowsTheDefaultLocale(String tag) throws IOException {
    List<String> expected = transcript(Locale.ROOT);
    Locale locale = Locale.forLanguageTag(tag);
    assertThat(String.format(locale, "%,d", 1234)).isNotEqualTo("1,234");
    assertThat(transcript(locale)).isEqualTo(expected);
    assertThat(expected).anyMatch(said -> said.contains("model-00001-of-0000"));
  }

  /** Shards and their index, results as text and JSON, and refusals with numbers in them. */
  private List<String> transcript(Locale locale) throws IOException {
    Locale.setDefault(locale);
    Path out = Files.createTempDirectory(scratch, "run");
    Path shards = out.resolve("shards");
    new ReleaseFolder(FOLDER, shards, SHARD).write((name, length) -> {});
    List<String> said = new ArrayList<>();
    try (Stream<Path> files = Files.list(shards)) {
      files.map(file -> file.getFileName().toString()).sorted().forEach(said::add);
    }
    said.add(Files.readString(shards.resolve("model.safetensors.index.json")));
    said.add(run("inspect", "" + shards));
    said.add(run("inspect", "" + shards, "--json"));
    said.add(run("convert", "" + shards, "--out", "" + out.resolve("one")));
    Files.write(shards.resolve("model-00001-of-00004.safetensors"), new byte[12_345]);
    said.add(run("inspect", "" + shards));
    return said.stream().map(line -> line.replace(out.toString(), "…")).toList();
  }

  private static String run(String... arguments) {
    StringWriter to = new StringWriter();
    PrintWriter writer = new PrintWriter(to, true);
    int code = Main.run(Main.commandLine(writer, writer), arguments);
    return to + " exit code " + code;
  }
}
