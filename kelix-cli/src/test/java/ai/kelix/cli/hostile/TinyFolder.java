package ai.kelix.cli.hostile;

import ai.kelix.Kelix;
import ai.kelix.model.tiny.TinyModel;
import ai.kelix.spi.EmbeddedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A copy of kelix-tiny that a test may damage. */
final class TinyFolder {
  static final String WEIGHTS = "model.safetensors";

  private final Path folder;

  private TinyFolder(Path folder) {
    this.folder = folder;
  }

  /** Copies the part that answers; what paints is left out. */
  static TinyFolder in(Path parent) throws IOException {
    return copy(parent, entry -> !entry.path().contains("/"));
  }

  /** Copies everything. */
  static TinyFolder withPainting(Path parent) throws IOException {
    return copy(parent, entry -> true);
  }

  private static TinyFolder copy(Path parent, Predicate<EmbeddedModel.Entry> wanted)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, "tiny");
    TinyModel model = new TinyModel();
    for (EmbeddedModel.Entry entry : model.entries()) {
      if (wanted.test(entry)) {
        Path file = folder.resolve(entry.path());
        Files.createDirectories(file.getParent());
        try (InputStream in = model.open(entry)) {
          Files.copy(in, file);
        }
      }
    }
    return new TinyFolder(folder);
  }

  Path path() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Replaces a text file by what a change makes of it. */
  TinyFolder edit(String name, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file(name));
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("the change finds nothing in " + name);
    }
    Files.writeString(file(name), after);
    return this;
  }

  TinyFolder replace(String name, String found, String replacement) throws IOException {
    return edit(name, text -> text.replace(found, replacement));
  }

  Kelix load() {
    return Kelix.load(folder);
  }
}
