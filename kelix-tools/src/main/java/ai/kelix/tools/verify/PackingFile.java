package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.JsonFile;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tools.dataset.LossMask;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The documents of {@code packing.json} as recordings: {@code documents.NAME.ids} and masks, {@code
 * packs.i} with numbers of documents, {@code dropped}.
 */
final class PackingFile {
  static final String FILE = "packing.json";

  private static final int MAX_BYTES = 64 << 20;
  private static final String DOCUMENTS = "documents";
  private static final List<String> LISTS =
      List.of("ids", "mask", "mask_reference", "mask_without_vision");

  private final JsonNode root;

  private PackingFile(JsonNode root) {
    this.root = root;
  }

  static PackingFile read(Path folder) {
    return new PackingFile(JsonFile.read(folder.resolve(FILE), MAX_BYTES, warning -> {}));
  }

  /** Returns what is recorded, by name behind a prefix. */
  Map<String, Supplier<HostTensor>> recorded(String prefix) {
    Map<String, Supplier<HostTensor>> recorded = new LinkedHashMap<>();
    for (JsonNode document : root.path(DOCUMENTS)) {
      for (String list : LISTS) {
        if (document.has(list)) {
          recorded.put(
              prefix + name(document) + "." + list, () -> HostTensors.of(document.get(list)));
        }
      }
    }
    int pack = 0;
    for (JsonNode numbers : root.path("packs")) {
      recorded.put(prefix + "packs." + pack++, () -> HostTensors.of(numbers));
    }
    if (root.has("dropped")) {
      recorded.put(prefix + "dropped", () -> HostTensors.of(root.get("dropped")));
    }
    return recorded;
  }

  private static String name(JsonNode document) {
    return DOCUMENTS + "." + document.path("name").asText();
  }

  /** Returns the names of the documents in reading order. */
  List<String> documents() {
    return root.path(DOCUMENTS).findValues("name").stream()
        .map(name -> DOCUMENTS + "." + name.asText())
        .toList();
  }

  /** Tells of which form the document of a number is. */
  Form form(int index) {
    JsonNode document = root.path(DOCUMENTS).path(index);
    if (document.path("full").asBoolean()) {
      return Form.WHOLE_CHAT;
    }
    String kind = document.path("kind").asText();
    return switch (kind) {
      case "chat" -> Form.CHAT;
      case "segments" -> Form.SEGMENTS;
      default ->
          throw NotCompared.undecided(
              FILE + ": there is no kind of document '" + kind + "', only chat and segments");
    };
  }

  /** Forms of documents, which are masked in different ways. */
  enum Form {
    CHAT,
    WHOLE_CHAT,
    SEGMENTS;

    long[] mask(LossMask rule, int[] ids) {
      return switch (this) {
        case CHAT -> rule.answers(ids);
        case WHOLE_CHAT -> rule.wholeChat(ids);
        case SEGMENTS -> rule.segments(ids);
      };
    }
  }

  /** Returns the rule of masks with the ids of these documents. */
  LossMask mask(boolean learnsPictures, boolean borders) {
    return new LossMask(
        List.of(id("im_start"), id("assistant"), id("nl")),
        List.of(id("im_end"), id("nl")),
        new LossMask.PictureIds(id("vs"), id("ve"), placeholders()),
        learnsPictures,
        borders);
  }

  /** Videos have placeholders only where some document has a video. */
  private Set<Integer> placeholders() {
    Set<Integer> ids = new HashSet<>(Set.of(id("image_pad")));
    for (String video : List.of("video_pad", "fast_video_pad")) {
      if (root.path("ids").has(video)) {
        ids.add(id(video));
      }
    }
    return ids;
  }

  private int id(String key) {
    return integer(root.path("ids"), "ids." + key, key);
  }

  int limit() {
    return integer(root, "max_length", "max_length");
  }

  int filling() {
    return integer(root, "pad", "pad");
  }

  private static int integer(JsonNode node, String name, String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw NotCompared.undecided(FILE + " has no integer '" + name + "', which its checks need");
    }
    return value.intValue();
  }
}
