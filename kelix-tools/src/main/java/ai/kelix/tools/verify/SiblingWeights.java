package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the folder of a model whose weights a recording of training was made with. */
final class SiblingWeights {
  private static final String TRAINING = "training-";

  private SiblingWeights() {}

  /**
   * Returns the folder: the one that is stated, or else the one beside that is called like the
   * recordings, such as {@code ar-micro-a} beside {@code training-micro-a}.
   *
   * @param file of recordings without its ending, such as {@code nbp}
   * @param kind with which names of folders of such models begin, such as {@code ar-}
   * @throws NotCompared if there is none
   */
  static Path of(Path recordings, StatedSettings settings, String file, String kind) {
    List<Path> places = new ArrayList<>();
    settings.arguedWeights(file).ifPresent(named -> places.add(recordings.resolve(named)));
    settings.toldWeights(file).ifPresent(named -> places.add(recordings.resolve(named)));
    Path absolute = recordings.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    if (name.startsWith(TRAINING)) {
      places.add(absolute.resolveSibling(kind + name.substring(TRAINING.length())));
    }
    return places.stream()
        .filter(SiblingWeights::isModel)
        .findFirst()
        .orElseThrow(() -> missing(file, places));
  }

  private static boolean isModel(Path folder) {
    return Files.isRegularFile(folder.resolve("config.json")) && Checkpoint.existsIn(folder);
  }

  private static NotCompared missing(String file, List<Path> places) {
    return NotCompared.undecided(
        String.format(
            Locale.ROOT,
            "needs the weights with which %s.safetensors was recorded; there is no model with"
                + " config.json and weights at %s; put it there or name its folder as 'weights' of"
                + " '%s' in %s",
            file,
            places.isEmpty() ? "any place that the folder names" : places,
            file,
            Arguments.FILE));
  }
}
