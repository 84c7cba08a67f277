package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.JsonFile;
import ai.kelix.formats.checkpoint.MalformedFileException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments with which recordings were made: {@code arguments.json} beside them, one object for
 * each group of tensors that has some.
 */
final class Arguments {
  static final String FILE = "arguments.json";

  /** Far above any real file, far below what could hurt. */
  private static final int MAX_BYTES = 4 << 20;

  private final Path file;
  private final @Nullable JsonNode root;

  private Arguments(Path file, @Nullable JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads the file of a folder; one that is missing is missed when an argument is asked for.
   *
   * @throws MalformedFileException if it is no JSON object
   */
  static Arguments read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return new Arguments(file, null);
    }
    JsonNode root = JsonFile.read(file, MAX_BYTES, warning -> {});
    if (!root.isObject()) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT, "%s: found %s, expected a JSON object", file, root.getNodeType()));
    }
    return new Arguments(file, root);
  }

  /** Tells whether there is a file. */
  boolean exist() {
    return root != null;
  }

  /**
   * Returns the arguments of a group.
   *
   * @throws NotCompared if nothing tells them
   */
  ArgumentGroup group(String name) {
    return find(name)
        .orElseThrow(
            () ->
                NotCompared.undecided(
                    String.format(
                        Locale.ROOT, "%s has no '%s', which its check needs", file, name)));
  }

  /**
   * Returns the arguments of a group that may have none.
   *
   * @throws NotCompared if there is no file, so that nothing tells whether it has some
   */
  Optional<ArgumentGroup> find(String name) {
    if (root == null) {
      throw NotCompared.undecided(
          String.format(
              Locale.ROOT,
              "there is no %s, which tells the arguments of '%s'; add the one that belongs to the"
                  + " recordings",
              file,
              name));
    }
    JsonNode node = root.get(name);
    return node == null ? Optional.empty() : Optional.of(new ArgumentGroup(FILE, name, node));
  }
}
