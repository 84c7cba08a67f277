package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.unicode.Composition;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text to ids and back by byte-level BPE, exactly as the Hugging Face tokenizers library does for
 * the same file. Immutable and thread-safe.
 *
 * <p>{@link #encode} never yields an added token, so that a user who spells {@code <|im_end|>} gets
 * characters; only trusted templates use {@link #encodeWithAddedTokens}.
 */
public final class TextTokenizer {
  /** Words longer than this are seldom seen twice, and never remembered. */
  private static final int REMEMBERED_LENGTH = 24;

  private static final int REMEMBERED_WORDS = 1 << 15;

  private final Vocabulary vocabulary;
  private final Bpe bpe;
  private final Map<Integer, String> addedOfId = new HashMap<>();
  private final int size;
  private final Pattern addedPattern;
  private final ConcurrentHashMap<String, int[]> words = new ConcurrentHashMap<>();

  TextTokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.size = vocabulary.size();
    vocabulary.added().forEach((content, id) -> addedOfId.put(id, content));
    this.bpe = new Bpe(byteIds(vocabulary.tokens()), vocabulary.merges());
    this.addedPattern = addedPattern(vocabulary);
  }

  /**
   * Reads a {@code tokenizer.json}.
   *
   * @throws ai.kelix.tokenizer.TokenizerFormatException if it is malformed or not byte-level BPE
   */
  public static TextTokenizer read(Path file) {
    return new TextTokenizer(TokenizerFile.read(file));
  }

  /**
   * Reads a {@code tokenizer.json} from a stream.
   *
   * @param source what it is, for messages
   */
  public static TextTokenizer read(InputStream in, String source) {
    return new TextTokenizer(TokenizerFile.read(in, source));
  }

  /** Encodes plain text; never yields an added token. */
  public int[] encode(String text) {
    IdList out = new IdList();
    encode(text, out);
    return out.toArray();
  }

  /** Encodes trusted text in which added tokens may be spelled out. */
  public int[] encodeWithAddedTokens(String text) {
    IdList out = new IdList();
    Matcher matcher = addedPattern.matcher(text);
    int from = 0;
    while (matcher.find()) {
      encode(text.substring(from, matcher.start()), out);
      Integer id = vocabulary.added().get(matcher.group());
      if (id != null) {
        out.add(id);
      }
      from = matcher.end();
    }
    encode(text.substring(from), out);
    return out.toArray();
  }

  private void encode(String raw, IdList out) {
    if (raw.isEmpty()) {
      return;
    }
    String text = vocabulary.composes() ? Composition.of(raw) : raw;
    if (vocabulary.split().isEmpty()) {
      encodeWord(text, out);
      return;
    }
    vocabulary.split().get().cut(text, word -> encodeWord(word, out));
  }

  private void encodeWord(String word, IdList out) {
    if (word.length() > REMEMBERED_LENGTH) {
      bpe.encode(utf8(word), out);
      return;
    }
    int[] known = words.get(word);
    if (known == null) {
      IdList ids = new IdList();
      bpe.encode(utf8(word), ids);
      known = ids.toArray();
      if (words.size() < REMEMBERED_WORDS) {
        words.put(word, known);
      }
    }
    out.addAll(known);
  }

  /** Decodes ids; added tokens give their surface form, unknown ids nothing. */
  public String decode(int... ids) {
    StreamingDecoder decoder = decoder();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(decoder.append(id));
    }
    return text.append(decoder.finish()).toString();
  }

  /** Starts decoding one id after another. */
  public StreamingDecoder decoder() {
    return new StreamingDecoder(this);
  }

  /** Returns the id of a token by its surface form, added tokens first. */
  public OptionalInt idOf(String token) {
    Integer added = vocabulary.added().get(token);
    if (added != null) {
      return OptionalInt.of(added);
    }
    StringBuilder spelling = new StringBuilder();
    for (byte b : utf8(token)) {
      spelling.append(ByteAlphabet.of(b & 0xFF));
    }
    int id = vocabulary.tokens().find(spelling.toString());
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Tells whether an id is an added token, such as a control token. */
  public boolean isAdded(int id) {
    return addedOfId.containsKey(id);
  }

  /** Returns one more than the largest id. */
  public int size() {
    return size;
  }

  /** Returns the bytes that an id stands for; none for unknown ids. */
  byte[] bytesOf(int id) {
    String added = addedOfId.get(id);
    if (added != null) {
      return utf8(added);
    }
    TokenTable tokens = vocabulary.tokens();
    return tokens.has(id) ? bytes(tokens.spelling(id)) : new byte[0];
  }

  /** Lone surrogates become the replacement character, as in the reference library. */
  private static byte[] utf8(String text) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8))
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new AssertionError("malformed input is replaced", e);
    }
  }

  private static byte[] bytes(String spelling) {
    byte[] bytes = new byte[spelling.length()];
    for (int i = 0; i < bytes.length; i++) {
      int value = ByteAlphabet.toByte(spelling.charAt(i));
      if (value < 0) {
        return utf8(spelling);
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static int[] byteIds(TokenTable tokens) {
    int[] ids = new int[256];
    for (int value = 0; value < 256; value++) {
      ids[value] = tokens.find(String.valueOf(ByteAlphabet.of(value)));
    }
    return ids;
  }

  private static Pattern addedPattern(Vocabulary vocabulary) {
    List<String> longestFirst =
        vocabulary.added().keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String pattern = longestFirst.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(pattern.isEmpty() ? "(?!)" : pattern);
  }
}
