package ai.kelix.tools.assembly;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.image.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The images whose features become the codes, in an order drawn by seed.
 *
 * @param images as many as are needed
 * @param cells of those images together
 */
record ImageFolder(List<Path> images, int cells) {
  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp");

  /** Copies the list. */
  ImageFolder {
    images = List.copyOf(images);
  }

  /**
   * Finds images and decodes each once, so that a damaged one is found before anything is computed.
   *
   * @throws InvalidImageException if there are none, one is damaged, or they have too few cells
   */
  static ImageFolder read(
      Path folder,
      PreprocessorConfig preprocessor,
      AssemblySettings settings,
      AssemblyProgress progress) {
    List<Path> found = find(folder);
    Collections.shuffle(found, new Random(settings.seed()));
    List<Path> taken = new ArrayList<>();
    long cells = 0;
    while (cells < settings.cells() && taken.size() < found.size()) {
      Path file = found.get(taken.size());
      cells += cells(file, preprocessor);
      taken.add(file);
      progress.at("images", taken.size(), found.size());
    }
    if (cells < settings.codes()) {
      throw new InvalidImageException(
          String.format(
              Locale.ROOT,
              "the %,d images in %s have %,d cells, too few for %,d codes in a codebook; give more images or ask for fewer codes",
              taken.size(),
              folder,
              cells,
              settings.codes()));
    }
    return new ImageFolder(taken, (int) Math.min(cells, settings.cells()));
  }

  private static int cells(Path file, PreprocessorConfig preprocessor) {
    try {
      Image image = Image.read(file);
      Size size =
          preprocessor.processorSize(
              preprocessor.helperSize(new Size(image.height(), image.width())));
      return size.height() / preprocessor.factor() * (size.width() / preprocessor.factor());
    } catch (InvalidImageException e) {
      throw new InvalidImageException(
          String.format(Locale.ROOT, "%s: %s; mend or remove it", file, e.getMessage()), e);
    }
  }

  private static List<Path> find(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidImageException(folder + " is no folder: expected one with images");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = new ArrayList<>();
      files.filter(Files::isRegularFile).filter(ImageFolder::isImage).sorted().forEach(found::add);
      if (found.isEmpty()) {
        throw new InvalidImageException(
            String.format(Locale.ROOT, "%s has no files that end in one of %s", folder, ENDINGS));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isImage(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
