package ai.kelix.formats.checkpoint;

import ai.kelix.platform.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The weight files of a folder: the one of a well-known name, else those of an index, else numbered
 * shards. A single file wins over an index of other files, as in the reference, which merges all
 * files in the order of their names, and in the hub's library: the index is left from an earlier
 * download. Whatever else lies there is left alone.
 *
 * @param files in the order in which they are read
 * @param index says which file holds which tensor, if there is one
 */
record CheckpointFiles(List<Path> files, Optional<ShardIndex> index) {
  private static final List<String> STEMS = List.of("model", "diffusion_pytorch_model");
  private static final String ENDING = ".safetensors";
  private static final String INDEX = ENDING + ".index.json";

  /** Tells whether a folder holds weights at all. */
  static boolean exist(Path folder) {
    return STEMS.stream().anyMatch(stem -> new Named(folder, stem).exists());
  }

  static CheckpointFiles of(Path folder, Consumer<String> warnings) {
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(
          folder + " is no folder: expected one that holds safetensors files");
    }
    List<Named> named =
        STEMS.stream().map(stem -> new Named(folder, stem)).filter(Named::exists).toList();
    if (named.isEmpty()) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "%s holds no weights: expected model.safetensors, diffusion_pytorch_model.safetensors"
                  + " or shards with an index%s",
              folder,
              others(folder)));
    }
    if (named.size() > 1) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s holds weights under two names: %s is read, %s is not",
              folder,
              named.get(0).stem + "…",
              named.get(1).stem + "…"));
    }
    return named.get(0).files(warnings);
  }

  private static String others(Path folder) {
    List<String> found = new ArrayList<>();
    for (Path file : listed(folder)) {
      String name = file.getFileName().toString();
      if (name.matches(".*\\.(safetensors|bin|pt|pth|ckpt|gguf|onnx|h5|msgpack)")) {
        found.add(name);
      }
    }
    return found.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            ", found %s; take the model in safetensors, under one of these names",
            String.join(", ", found.subList(0, Math.min(3, found.size()))));
  }

  private static List<Path> listed(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      Interruption.check(e, "listing " + folder);
      throw new MalformedFileException("cannot list the folder " + folder + ": " + e, e);
    }
  }

  /**
   * The weight files of one name.
   *
   * @param folder in which they lie
   * @param stem with which they begin
   */
  private record Named(Path folder, String stem) {

    boolean exists() {
      return Files.isRegularFile(single())
          || Files.isRegularFile(index())
          || (Files.isDirectory(folder) && !shards().isEmpty());
    }

    private Path single() {
      return folder.resolve(stem + ENDING);
    }

    private Path index() {
      return folder.resolve(stem + INDEX);
    }

    private List<Path> shards() {
      String numbered = stem + "-\\d+-of-\\d+\\.safetensors";
      return listed(folder).stream()
          .filter(file -> file.getFileName().toString().matches(numbered))
          .toList();
    }

    CheckpointFiles files(Consumer<String> warnings) {
      boolean indexed = Files.isRegularFile(index());
      if (!Files.isRegularFile(single())) {
        return indexed
            ? indexed(ShardIndex.read(index(), warnings))
            : new CheckpointFiles(shards(), Optional.empty());
      }
      if (indexed) {
        Optional<ShardIndex> speaks = speaksOfSingle(warnings);
        if (speaks.isPresent()) {
          return indexed(speaks.get());
        }
      } else if (!shards().isEmpty()) {
        warnings.accept(
            String.format(
                Locale.ROOT,
                "%s is read, the shards beside it (%s, …) are not; remove what is old",
                single(),
                shards().get(0).getFileName()));
      }
      return new CheckpointFiles(List.of(single()), Optional.empty());
    }

    /** Returns the index if the single file is one of its shards. */
    private Optional<ShardIndex> speaksOfSingle(Consumer<String> warnings) {
      String reason;
      try {
        ShardIndex read = ShardIndex.read(index(), warnings);
        if (read.shards().contains(stem + ENDING)) {
          return Optional.of(read);
        }
        reason = "names other files, such as " + read.shards().first();
      } catch (MalformedFileException e) {
        reason = "cannot be read (" + e.getMessage() + ")";
      }
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s is read; the index beside it %s and is left alone, remove what is old",
              single(),
              reason));
      return Optional.empty();
    }

    private CheckpointFiles indexed(ShardIndex index) {
      List<Path> files = index.shards().stream().map(name -> shard(index.file(), name)).toList();
      return new CheckpointFiles(files, Optional.of(index));
    }

    private Path shard(Path index, String name) {
      boolean inside = name.matches("(\\w[\\w.-]*/)*\\w[\\w.-]*\\.safetensors");
      if (!inside) {
        throw new MalformedFileException(
            String.format(
                Locale.ROOT,
                "%s names the file '%s', expected a plain name that ends in .safetensors, of a file"
                    + " in the same folder or below",
                index,
                name));
      }
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new MalformedFileException(
            String.format(
                Locale.ROOT,
                "the shard %s, which %s names, is missing; download it again",
                file,
                index));
      }
      return file;
    }
  }
}
