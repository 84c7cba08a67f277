package ai.kelix.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.KelixException;
import ai.kelix.platform.Interruption;
import ai.kelix.spi.EmbeddedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Unpacks an embedded model once per content into the cache, in a sibling folder that is renamed
 * when complete, so that several processes may do it at the same time. Folders and files have the
 * modes that the user's mask gives, so that users may share a cache.
 */
final class Unpacking {
  private final EmbeddedModel model;

  Unpacking(EmbeddedModel model) {
    this.model = model;
  }

  /** Returns the complete folder; what is there already is neither written nor changed. */
  Path below(Path cache) {
    Path target = cache.resolve("models").resolve(model.name() + "-" + contentId());
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(target.getParent());
      Path temporary = target.resolveSibling(model.name() + ".unpacking-" + UUID.randomUUID());
      try {
        // Not a temporary folder in Java's sense, which its owner alone may read.
        Files.createDirectory(temporary);
        for (EmbeddedModel.Entry entry : model.entries()) {
          unpack(entry, temporary);
        }
        publish(temporary, target);
      } finally {
        deleteTree(temporary);
      }
    } catch (IOException e) {
      Interruption.check(e, task());
      throw new KelixException(
          String.format(
              Locale.ROOT,
              "cannot unpack the embedded model into %s: %s; free some space there, make it writable, or choose another folder with KELIX_CACHE",
              target,
              e),
          e);
    }
    return target;
  }

  private String task() {
    return "unpacking the embedded model " + model.name();
  }

  private void unpack(EmbeddedModel.Entry entry, Path folder) throws IOException {
    Interruption.check(task());
    Path file = folder.resolve(entry.path()).normalize();
    if (!file.startsWith(folder)) {
      throw new InvalidModelException(
          "the embedded model's entry '" + entry.path() + "' leaves its folder");
    }
    Files.createDirectories(file.getParent());
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(model.open(entry), digest)) {
      Files.copy(in, file);
    }
    String found = Sha256.hex(digest);
    if (!found.equals(entry.sha256())) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "the embedded file %s has checksum %s, expected %s: the dependency is damaged",
              entry.path(),
              found,
              entry.sha256()));
    }
  }

  /** Renames; loses gracefully against another process that was faster with the same content. */
  private static void publish(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private String contentId() {
    MessageDigest digest = Sha256.begin();
    for (EmbeddedModel.Entry entry : model.entries()) {
      digest.update((entry.path() + ":" + entry.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest).substring(0, 16);
  }
}
