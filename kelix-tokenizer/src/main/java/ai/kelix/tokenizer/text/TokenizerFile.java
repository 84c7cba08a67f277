package ai.kelix.tokenizer.text;

import ai.kelix.platform.Interruption;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import ai.kelix.tokenizer.json.ForeignContentException;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Reads and validates {@code tokenizer.json}; what is not supported is refused, never ignored. Used
 * once.
 */
final class TokenizerFile {
  private static final long MAX_BYTES = 256L << 20;

  /** Several times what the largest vocabularies take; keeps what is read below 1 GiB. */
  private static final long MAX_JSON_TOKENS = 8_000_000;

  private static final JsonFactory JSON =
      JsonTree.factory(
          StreamReadConstraints.builder()
              .maxNestingDepth(32)
              .maxStringLength(1 << 20)
              .maxNameLength(1 << 16)
              .maxDocumentLength(MAX_BYTES)
              .maxTokenCount(MAX_JSON_TOKENS)
              .build());

  private static final Logger LOG = Loggers.getLogger(TokenizerFile.class);

  private final FormatRules rules;
  private @Nullable BpeModel model;

  private TokenizerFile(FormatRules rules) {
    this.rules = rules;
  }

  static Vocabulary read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new TokenizerFormatException(file + " is larger than a tokenizer may be, 256 MiB");
      }
      return read(in, file.toString());
    } catch (IOException e) {
      Interruption.check(e, "reading " + file);
      throw new TokenizerFormatException("cannot read the tokenizer " + file + ": " + e, e);
    }
  }

  static Vocabulary read(InputStream in, String source) {
    return read(in, source, LOG::warn);
  }

  /**
   * Reads a file.
   *
   * @param source what it is, for messages
   * @param warnings told about everything that is skipped
   */
  static Vocabulary read(InputStream in, String source, Consumer<String> warnings) {
    FormatRules rules =
        new FormatRules(
            source,
            node -> new ConfigObject(node, source, warnings, TokenizerFormatException::new));
    return read(in, rules, warnings);
  }

  /**
   * Reads a file.
   *
   * @param rules how it is read and refused
   * @param warnings told of what is skipped before anything is read
   */
  static Vocabulary read(InputStream in, FormatRules rules, Consumer<String> warnings) {
    String source = rules.source();
    try (JsonParser parser = JsonTree.open(JSON, in, source, warnings)) {
      return new TokenizerFile(rules).vocabulary(parser);
    } catch (JsonProcessingException e) {
      throw new TokenizerFormatException(
          source + " is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (ForeignContentException e) {
      throw new TokenizerFormatException(e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new TokenizerFormatException(source + " is no UTF-8: " + e.getMessage(), e);
    } catch (IOException e) {
      Interruption.check(e, "reading " + source);
      throw new TokenizerFormatException("cannot read the tokenizer " + source + ": " + e, e);
    }
  }

  private Vocabulary vocabulary(JsonParser parser) throws IOException {
    boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
    rules.require(isObject, "another content", "an object");
    ConfigObject root = rules.objects().apply(JsonTree.object(parser, this::field));
    JsonTree.requireEnd(parser);
    if (model == null) {
      throw rules.wrong("no model", "an object");
    }
    boolean composes = TextSteps.composes(root);
    Map<String, Integer> added = new AddedTokenReader(rules, model).read(root, composes);
    OuterSteps.check(root);
    Vocabulary vocabulary =
        new Vocabulary(model.tokens(), model.merges(), added, TextSteps.split(root), composes);
    // The model lies in the tables already.
    root.ignore("model").finish();
    return vocabulary;
  }

  private boolean field(String name, JsonParser value) throws IOException {
    if (!name.equals("model")) {
      return false;
    }
    model = new ModelReader(rules).read(value);
    return true;
  }
}
