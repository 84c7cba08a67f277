package ai.kelix.model.tiny;

import ai.kelix.spi.EmbeddedModel;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The files of kelix-tiny on the class path. {@code files.txt} lists them, one a line: SHA-256,
 * size in bytes, path; the training tool's export writes it.
 */
public final class TinyModel implements EmbeddedModel {
  private static final String FOLDER = "kelix-tiny/";

  @Override
  public String name() {
    return "kelix-tiny";
  }

  @Override
  public List<Entry> entries() {
    try (BufferedReader list =
        new BufferedReader(new InputStreamReader(resource("files.txt"), StandardCharsets.UTF_8))) {
      return list.lines().filter(line -> !line.isBlank()).map(TinyModel::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of kelix-tiny's files", e);
    }
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    return resource(entry.path());
  }

  private static Entry entry(String line) {
    String[] fields = line.split(" ", 3);
    return new Entry(fields[2], Long.parseLong(fields[1]), fields[0]);
  }

  private static InputStream resource(String path) throws IOException {
    InputStream in = TinyModel.class.getResourceAsStream(FOLDER + path);
    if (in == null) {
      throw new FileNotFoundException("the resource " + FOLDER + path + " is not in this artifact");
    }
    return in;
  }
}
