package ai.kelix.tokenizer.chat;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.internal.SmallFile;
import ai.kelix.tokenizer.json.ForeignContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Jinja chat template of a model folder. It is not executed: whoever writes turns as {@code
 * <|im_start|>role⏎…<|im_end|>⏎} is served by {@link ChatTemplate}, whoever does not is refused.
 */
final class StoredTemplate {
  private static final int MAX_BYTES = 16 << 20;
  private static final String JINJA = "chat_template.jinja";

  /** A whole system turn in one string is what is said when nobody says anything else. */
  private static final Pattern DEFAULT_SYSTEM =
      Pattern.compile("<\\|im_start\\|>system(?:\\\\n|\\n)([^'\"{}<\\\\]+)<\\|im_end\\|>");

  private StoredTemplate() {}

  /**
   * Returns what the template lets the system say by default, if anything. A folder without a
   * template is taken as one with the plainest.
   *
   * @throws TokenizerFormatException if the template writes turns in another way
   */
  static Optional<String> defaultSystem(Path folder) {
    Path jinja = folder.resolve(JINJA);
    if (Files.isRegularFile(jinja)) {
      return recognise(text(jinja), jinja.toString());
    }
    return TokenizerConfigFile.template(folder)
        .flatMap(
            text -> recognise(text, folder.resolve(TokenizerConfigFile.NAME) + ", chat_template"));
  }

  private static Optional<String> recognise(String template, String source) {
    boolean turns = template.contains("<|im_start|>") && template.contains("<|im_end|>");
    if (!turns || template.contains("bos_token")) {
      throw new TokenizerFormatException(
          String.format(
              Locale.ROOT,
              "%s: found a template that %s, expected turns of the form <|im_start|>role, text,"
                  + " <|im_end|>, the only one that is supported; take a model that chats in it",
              source,
              turns ? "begins with a token of its own" : "has no <|im_start|> and <|im_end|>"));
    }
    Matcher matcher = DEFAULT_SYSTEM.matcher(template);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String text(Path file) {
    byte[] content = SmallFile.read(file, MAX_BYTES);
    byte[] start = Arrays.copyOf(content, Math.min(content.length, ForeignContent.PEEK));
    Optional<String> foreign = ForeignContent.ofText(start);
    if (foreign.isPresent()) {
      throw new TokenizerFormatException(file + " is " + foreign.get());
    }
    return new String(content, StandardCharsets.UTF_8);
  }
}
