package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.JsonFile;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.image.Size;
import ai.kelix.tools.dataset.AspectLimit;
import ai.kelix.tools.dataset.CoveringCrop;
import ai.kelix.tools.dataset.ResolutionFinder;
import ai.kelix.tools.dataset.SourceTask;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Sizes of pictures and tasks of sources in {@code resolution.json}, as recordings and as they are
 * computed (kelix-training §1.4, §1.5).
 */
final class ResolutionFile {
  static final String FILE = "resolution.json";

  private static final int MAX_BYTES = 16 << 20;
  private static final List<SourceTask> TASKS = List.of(SourceTask.values());

  private final JsonNode root;
  private final Map<String, Supplier<HostTensor>> recorded = new LinkedHashMap<>();
  private final Map<String, Supplier<HostTensor>> computed = new LinkedHashMap<>();

  private ResolutionFile(JsonNode root) {
    this.root = root;
  }

  static ResolutionFile read(Path folder) {
    ResolutionFile file =
        new ResolutionFile(JsonFile.read(folder.resolve(FILE), MAX_BYTES, warning -> {}));
    file.finder();
    file.aspects();
    file.crops();
    file.tasks();
    return file;
  }

  /** Returns what is recorded, by name behind a prefix. */
  Map<String, Supplier<HostTensor>> recorded(String prefix) {
    Map<String, Supplier<HostTensor>> named = new LinkedHashMap<>();
    recorded.forEach((name, value) -> named.put(prefix + name, value));
    return named;
  }

  /** Compares everything. */
  void compare(Section section) {
    computed.forEach(
        (name, value) -> section.group(name, () -> section.compare(name, value.get())));
  }

  private void add(String name, Supplier<HostTensor> found, Supplier<HostTensor> wanted) {
    String free = name;
    for (int i = 2; recorded.containsKey(free); i++) {
      free = name + "#" + i;
    }
    recorded.put(free, found);
    computed.put(free, wanted);
  }

  private void finder() {
    JsonNode part = root.path("finder");
    Supplier<ResolutionFinder> finder = () -> finder(part.path("parameters"));
    if (part.has("candidates")) {
      add(
          "finder.candidates",
          () -> HostTensors.of(part.get("candidates")),
          () -> sizes(finder.get().candidates()));
    }
    for (JsonNode picture : part.path("pictures")) {
      add(
          "finder." + name(picture),
          () -> HostTensors.of(picture.path("result")),
          () -> numbers(finder.get().fitted(size(picture.path("size")))));
    }
  }

  private static ResolutionFinder finder(JsonNode parameters) {
    return new ResolutionFinder(
        (int) number(parameters, "vit_max_tokens"),
        (int) number(parameters, "vit_patch_size"),
        (int) number(parameters, "vae_patch_size"),
        number(parameters, "max_aspect_ratio"),
        (int) number(parameters, "max_resolution"));
  }

  private void aspects() {
    JsonNode part = root.path("aspect_check");
    for (JsonNode picture : part.path("pictures")) {
      add(
          "aspect_check." + name(picture),
          () -> truth(picture.path("accepted").asBoolean()),
          () ->
              truth(
                  new AspectLimit(number(part, "threshold")).accepts(size(picture.path("size")))));
    }
  }

  private void crops() {
    JsonNode part = root.path("cover_and_crop");
    for (JsonNode picture : part.path("pictures")) {
      String name = "cover_and_crop." + name(picture);
      Supplier<CoveringCrop> crop =
          () -> CoveringCrop.of(size(picture.path("size")), size(part.path("target")));
      add(
          name + ".scaled",
          () -> HostTensors.of(picture.path("scaled")),
          () -> numbers(crop.get().scaled()));
      add(
          name + ".offset",
          () -> HostTensors.of(picture.path("offset")),
          () -> HostTensor.of(new long[] {crop.get().left(), crop.get().top()}, 2));
    }
  }

  /** A task is recorded as its place in the list of tasks. */
  private void tasks() {
    for (JsonNode row : root.path("tasks")) {
      String source = row.path("source").asText();
      add(
          "tasks." + source,
          () -> HostTensor.of(new long[] {place(row.path("task").asText())}, 1),
          () -> HostTensor.of(new long[] {TASKS.indexOf(SourceTask.of(source))}, 1));
    }
  }

  private static long place(String word) {
    int place = TASKS.stream().map(SourceTask::word).toList().indexOf(word);
    if (place < 0) {
      throw NotCompared.undecided(FILE + ": there is no task '" + word + "'");
    }
    return place;
  }

  private static String name(JsonNode picture) {
    return picture.path("size").path(0).asText() + "x" + picture.path("size").path(1).asText();
  }

  /** Sizes are recorded width first. */
  private static Size size(JsonNode list) {
    long[] sides = HostTensors.of(list).longs();
    if (sides.length != 2) {
      throw NotCompared.undecided(FILE + ": found " + list + ", expected width and height");
    }
    return new Size(Math.toIntExact(sides[1]), Math.toIntExact(sides[0]));
  }

  private static HostTensor numbers(Size size) {
    return HostTensor.of(new long[] {size.width(), size.height()}, 2);
  }

  private static HostTensor sizes(List<Size> sizes) {
    long[] sides =
        sizes.stream()
            .flatMapToInt(size -> IntStream.of(size.width(), size.height()))
            .asLongStream()
            .toArray();
    return HostTensor.of(sides, sizes.size(), 2);
  }

  private static HostTensor truth(boolean value) {
    return HostTensor.of(new long[] {value ? 1 : 0}, 1);
  }

  private static double number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber()) {
      throw NotCompared.undecided(FILE + " has no number '" + key + "', which its checks need");
    }
    return value.doubleValue();
  }
}
