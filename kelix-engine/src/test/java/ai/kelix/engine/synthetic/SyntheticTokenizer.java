package ai.kelix.engine.synthetic;

import ai.kelix.model.llm.BackboneConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tokenizer of a given size: the bytes, merges that exist only to be many, and the control tokens
 * at the ids that a configuration gives them.
 */
final class SyntheticTokenizer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BYTES = 256;
  private static final int CONTROLS = 64;

  private SyntheticTokenizer() {}

  /** Writes {@code tokenizer.json} with nearly as many tokens as the configuration has room for. */
  static void write(Path file, BackboneConfig config) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putNull("normalizer");
    ObjectNode bytes = root.putObject("pre_tokenizer");
    bytes.put("type", "ByteLevel").put("add_prefix_space", false).put("use_regex", true);
    ObjectNode model = root.putObject("model");
    model.put("type", "BPE");
    int text = firstControl(config) - CONTROLS;
    fill(model.putObject("vocab"), model.putArray("merges"), text);
    ArrayNode added = root.putArray("added_tokens");
    control(added, "<|im_start|>", text);
    control(added, "<|im_end|>", text + 1);
    control(added, "<|mm_pos_start|>", text + 2);
    control(added, "<|mm_pos_end|>", text + 3);
    control(added, "<|vision_start|>", config.visionStartId());
    control(added, "<|vision_end|>", config.visionEndId());
    control(added, "<|image_pad|>", config.imageId());
    Files.write(file, JSON.writeValueAsBytes(root));
  }

  private static int firstControl(BackboneConfig config) {
    return Math.min(config.visionStartId(), Math.min(config.visionEndId(), config.imageId()));
  }

  private static void control(ArrayNode added, String content, int id) {
    added.addObject().put("content", content).put("id", id).put("special", true);
  }

  private static void fill(ObjectNode vocabulary, ArrayNode merges, int size) {
    List<String> known = new ArrayList<>();
    int unprintable = 0;
    for (int value = 0; value < BYTES; value++) {
      int character = isPrintable(value) ? value : BYTES + unprintable++;
      known.add(String.valueOf((char) character));
    }
    for (int i = 0; known.size() < size; i++) {
      String left = known.get(i / BYTES);
      String right = known.get(i % BYTES);
      merges.add(left + " " + right);
      known.add(left + right);
    }
    for (int id = 0; id < known.size(); id++) {
      vocabulary.put(known.get(id), id);
    }
  }

  /** Printable bytes stand for themselves, the others for characters from U+0100 on. */
  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
  }
}
