package ai.kelix.tokenizer.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in place of a model's file when a download, a server or an editor put something else
 * there, told by its first bytes. A parser would speak of a missing brace or of a header of
 * exabytes; this says what it is and what to do. Stateless.
 */
public final class ForeignContent {
  /** The first bytes that are looked at. */
  public static final int PEEK = 512;

  private static final List<String> LFS =
      List.of(
          "version https://git-lfs.github.com/spec/",
          "version https://hawser.github.com/spec/",
          "version http://git-media.io/v/");
  private static final Pattern LFS_SIZE = Pattern.compile("(?m)^size (\\d{1,18})$");
  private static final Pattern MARKUP = Pattern.compile("<(!doctype|html|head|body|\\?xml|!--).*");
  private static final int TAR_MAGIC = 257;
  private static final int QUOTED = 60;

  private static final Map<String, String> MAGIC = new LinkedHashMap<>();

  static {
    MAGIC.put("\u001f\u008b", "compressed with gzip; unpack it first");
    MAGIC.put(
        "PK\u0003\u0004",
        "a ZIP archive, which PyTorch's checkpoints are; of a checkpoint save the weights as"
            + " safetensors, anything else unpack");
    for (char version = 2; version <= 5; version++) {
      MAGIC.put(
          "\u0080" + version,
          "a Python pickle, as older PyTorch checkpoints are, which may run any code and is not"
              + " read; save the weights as safetensors");
    }
    MAGIC.put("GGUF", "a GGUF file of llama.cpp; take the model in safetensors");
    MAGIC.put("\u0089HDF", "an HDF5 file; take the model in safetensors");
    MAGIC.put("\u0093NUMPY", "a NumPy array; save the weights as safetensors");
    MAGIC.put("(\u00b5/\u00fd", "compressed with Zstandard; unpack it first");
    MAGIC.put("\u00fd7zXZ", "compressed with xz; unpack it first");
    MAGIC.put("BZh", "compressed with bzip2; unpack it first");
    MAGIC.put("7z\u00bc\u00af", "a 7z archive; unpack it first");
    MAGIC.put("\u00ff\u00fe", "text in UTF-16; save it as UTF-8");
    MAGIC.put("\u00fe\u00ff", "text in UTF-16; save it as UTF-8");
  }

  private ForeignContent() {}

  /**
   * Looks at a file that should be text.
   *
   * @param start its first bytes, up to {@link #PEEK}
   * @return what it is and what to do, to be put behind "is"; empty if it may be JSON
   */
  public static Optional<String> ofText(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
      if (text.startsWith(magic.getKey())) {
        return Optional.of(magic.getValue());
      }
    }
    if (text.startsWith("ustar", TAR_MAGIC)) {
      return Optional.of("a tar archive; unpack it first");
    }
    if (start.length >= Long.BYTES && isZero(start)) {
      return Optional.of(
          "nothing but zeros, the place that a download reserved and never filled; download it"
              + " again");
    }
    return pointer(text).or(() -> markup(text));
  }

  /**
   * Looks at a file that should be safetensors and is not.
   *
   * @param start its first bytes, up to {@link #PEEK}
   * @return what it is and what to do, to be put behind "is"; empty if nobody knows
   */
  public static Optional<String> ofBinary(byte[] start) {
    return ofText(start).or(() -> words(start));
  }

  private static Optional<String> pointer(String text) {
    if (LFS.stream().anyMatch(text::startsWith)) {
      Matcher size = LFS_SIZE.matcher(text);
      String real =
          size.find()
              ? String.format(Locale.ROOT, " of %,d bytes", Long.valueOf(size.group(1)))
              : "";
      return Optional.of(
          String.format(
              Locale.ROOT,
              "a pointer of Git LFS, not the file%s that it stands for; run 'git lfs pull' in its"
                  + " folder or download the file itself",
              real));
    }
    String first = firstLine(text);
    if (first.contains("annex/objects/")) {
      return Optional.of(
          "a pointer of git-annex, not the file that it stands for; run 'git annex get' in its"
              + " folder or download the file itself");
    }
    return Optional.empty();
  }

  private static Optional<String> markup(String text) {
    String first = firstLine(withoutMark(text).strip());
    if (!MARKUP.matcher(first.toLowerCase(Locale.ROOT)).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "an HTML page, such as a server's login or error page; download the file itself (on a hub"
            + " from /resolve/, not /blob/), with a token if the model asks for one");
  }

  private static Optional<String> words(byte[] start) {
    String text = withoutMark(new String(start, StandardCharsets.ISO_8859_1)).strip();
    if (text.isEmpty() || !text.chars().allMatch(ForeignContent::isPrintable)) {
      return Optional.empty();
    }
    String first = text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "a text that begins '%s'; download the file again",
            first.replaceAll("\\s+", " ")));
  }

  private static String firstLine(String text) {
    return text.split("\\R", 2)[0];
  }

  private static boolean isPrintable(int character) {
    return (character >= ' ' && character < 0x7F)
        || character == '\n'
        || character == '\r'
        || character == '\t';
  }

  private static String withoutMark(String latin) {
    return latin.startsWith("\u00ef\u00bb\u00bf") ? latin.substring(3) : latin;
  }

  private static boolean isZero(byte[] start) {
    return Arrays.equals(start, new byte[start.length]);
  }
}
