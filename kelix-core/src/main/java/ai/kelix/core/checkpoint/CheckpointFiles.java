package ai.kelix.core.checkpoint;

import ai.kelix.platform.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The weight files of a folder: those of the index, else the one of a well-known name, else
 * numbered shards. Whatever else lies there is left alone.
 *
 * @param files in the order in which they are read
 * @param index says which file holds which tensor, if there is one
 */
record CheckpointFiles(List<Path> files, Optional<ShardIndex> index) {
  private static final List<String> STEMS = List.of("model", "diffusion_pytorch_model");

  /** Tells whether a folder holds weights at all. */
  static boolean exist(Path folder) {
    return STEMS.stream()
            .flatMap(stem -> Stream.of(stem + ".safetensors", stem + ".safetensors.index.json"))
            .anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
        || !shards(folder).isEmpty();
  }

  static CheckpointFiles of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(
          folder + " is no folder: expected one that holds safetensors files");
    }
    for (String stem : STEMS) {
      Path index = folder.resolve(stem + ".safetensors.index.json");
      if (Files.isRegularFile(index)) {
        return indexed(folder, ShardIndex.read(index));
      }
    }
    for (String stem : STEMS) {
      Path single = folder.resolve(stem + ".safetensors");
      if (Files.isRegularFile(single)) {
        return new CheckpointFiles(List.of(single), Optional.empty());
      }
    }
    List<Path> shards = shards(folder);
    if (shards.isEmpty()) {
      throw new MalformedFileException(
          String.format(
              "%s holds no weights: expected model.safetensors, diffusion_pytorch_model.safetensors or shards with an index",
              folder));
    }
    return new CheckpointFiles(shards, Optional.empty());
  }

  private static CheckpointFiles indexed(Path folder, ShardIndex index) {
    List<Path> files =
        index.shards().stream().map(name -> shard(folder, index.file(), name)).toList();
    return new CheckpointFiles(files, Optional.of(index));
  }

  private static Path shard(Path folder, Path index, String name) {
    boolean plain = name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*\\.safetensors");
    if (!plain) {
      throw new MalformedFileException(
          String.format(
              "%s names the file '%s', expected a plain name that ends in .safetensors",
              index, name));
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new MalformedFileException(
          String.format(
              "the shard %s, which %s names, is missing; download it again", file, index));
    }
    return file;
  }

  private static List<Path> shards(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("model-\\d+-of-\\d+\\.safetensors"))
          .sorted()
          .toList();
    } catch (IOException e) {
      Interruption.check(e, "listing " + folder);
      throw new MalformedFileException("cannot list the folder " + folder + ": " + e, e);
    }
  }
}
