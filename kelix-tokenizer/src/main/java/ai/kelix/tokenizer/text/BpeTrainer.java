package ai.kelix.tokenizer.text;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Learns a small byte-level BPE and writes it as {@code tokenizer.json}. Deterministic: among
 * equally frequent pairs the alphabetically first is merged.
 *
 * @param size number of tokens without added ones, at least 256
 * @param splitPattern regular expression that cuts text into words
 */
public record BpeTrainer(int size, String splitPattern) {
  /** The split pattern of Qwen3. */
  public static final String QWEN_PATTERN =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
          + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** Checks the size. */
  public BpeTrainer {
    if (size < 256) {
      throw new IllegalArgumentException("a byte-level vocabulary has at least 256 tokens");
    }
  }

  /**
   * Learns from a corpus.
   *
   * @param corpus lines of text
   * @param added control tokens by surface form with their ids, all at or above {@link #size}
   * @return the content of a {@code tokenizer.json}
   */
  public String train(Stream<String> corpus, Map<String, Integer> added) {
    List<Word> words = words(corpus);
    List<String> tokens = new ArrayList<>();
    for (int value = 0; value < 256; value++) {
      tokens.add(String.valueOf(ByteAlphabet.of(value)));
    }
    List<String[]> merges = new ArrayList<>();
    while (tokens.size() < size) {
      String[] best = mostFrequentPair(words);
      if (best == null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "the corpus has only %d tokens, %d are wanted", tokens.size(), size));
      }
      words.forEach(word -> word.merge(best[0], best[1]));
      merges.add(best);
      tokens.add(best[0] + best[1]);
    }
    return json(tokens, merges, added);
  }

  private List<Word> words(Stream<String> corpus) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    SplitPattern pattern = SplitPattern.compile(splitPattern);
    corpus.forEach(line -> pattern.cut(line, word -> counts.merge(word, 1, Integer::sum)));
    List<Word> words = new ArrayList<>();
    counts.forEach((word, count) -> words.add(new Word(word, count)));
    return words;
  }

  private static String @Nullable [] mostFrequentPair(List<Word> words) {
    Map<String, Integer> counts = new HashMap<>();
    for (Word word : words) {
      for (int i = 0; i + 1 < word.parts.size(); i++) {
        String pair = word.parts.get(i) + " " + word.parts.get(i + 1);
        counts.merge(pair, word.count, Integer::sum);
      }
    }
    Comparator<Map.Entry<String, Integer>> byCount = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .max(byCount.thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .map(entry -> entry.getKey().split(" ", 2))
        .orElse(null);
  }

  private String json(List<String> tokens, List<String[]> merges, Map<String, Integer> added) {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode root = mapper.createObjectNode().put("version", "1.0");
    ArrayNode addedNode = root.putArray("added_tokens");
    added.forEach(
        (content, id) ->
            addedNode
                .addObject()
                .put("id", id)
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true));
    root.putObject("normalizer").put("type", "NFC");
    ArrayNode steps =
        root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", splitPattern);
    split.put("behavior", "Isolated").put("invert", false);
    byteLevel(steps.addObject());
    byteLevel(root.putObject("decoder"));
    ObjectNode model = root.putObject("model").put("type", "BPE");
    ObjectNode vocab = model.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      vocab.put(tokens.get(id), id);
    }
    ArrayNode mergeNode = model.putArray("merges");
    merges.forEach(merge -> mergeNode.addArray().add(merge[0]).add(merge[1]));
    return root.toString();
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", false)
        .put("use_regex", false);
  }

  /** A word of the corpus as its current tokens. */
  private static final class Word {
    private final int count;
    private List<String> parts = new ArrayList<>();

    Word(String text, int count) {
      this.count = count;
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        parts.add(String.valueOf(ByteAlphabet.of(b & 0xFF)));
      }
    }

    void merge(String left, String right) {
      List<String> merged = new ArrayList<>(parts.size());
      for (int i = 0; i < parts.size(); i++) {
        boolean pair =
            i + 1 < parts.size() && parts.get(i).equals(left) && parts.get(i + 1).equals(right);
        merged.add(pair ? left + right : parts.get(i));
        i += pair ? 1 : 0;
      }
      parts = merged;
    }
  }
}
