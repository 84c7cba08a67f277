package ai.kelix.tokenizer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Jackson's trees, built from its token parser alone: its object mapper builds the same ones, but
 * needs four hundred classes for that, for which every start of a program waits. Duplicate keys and
 * trailing text are refused. Stateless.
 */
public final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What editors on Windows put before UTF-8. */
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final List<String> PYTHON = List.of("NaN", "Infinity", "-Infinity");

  private JsonTree() {}

  /** Reads values that are not to become part of a tree. */
  @FunctionalInterface
  public interface FieldReader {
    /**
     * Looks at one field of an object.
     *
     * @param value stands at the first token of the value, and at its last one when this returns
     *     true
     * @return whether the value was read; if not, nothing was, and it becomes part of the tree
     */
    boolean read(String name, JsonParser value) throws IOException;
  }

  /**
   * Makes parsers with these limits, which keep neither names nor buffers longer than they live: by
   * default each thread would hold a buffer, and with it the class loader of an application that is
   * long gone. They read the {@code NaN} and {@code Infinity} that Python writes.
   */
  public static JsonFactory factory(StreamReadConstraints limits) {
    return JsonFactory.builder()
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .streamReadConstraints(limits)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .build();
  }

  /**
   * Opens a text. A decoder that is made by hand refuses what is no UTF-8, with a {@link
   * java.nio.charset.CharacterCodingException}; others repair it.
   *
   * @param source what to call the text in messages
   * @param warnings told of a byte order mark, which is skipped
   * @throws ForeignContentException if it is something else than JSON
   */
  public static JsonParser open(
      JsonFactory factory, InputStream utf8, String source, Consumer<String> warnings)
      throws IOException {
    BufferedInputStream in = new BufferedInputStream(utf8);
    in.mark(ForeignContent.PEEK);
    byte[] start = first(in, ForeignContent.PEEK);
    in.reset();
    Optional<String> foreign = ForeignContent.ofText(start);
    if (foreign.isPresent()) {
      throw new ForeignContentException(source + " is " + foreign.get());
    }
    if (Arrays.equals(Arrays.copyOf(start, MARK.length), MARK)) {
      first(in, MARK.length);
      warnings.accept(source + " begins with a byte order mark, which is skipped");
    }
    return factory.createParser(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  private static byte[] first(InputStream in, int most) throws IOException {
    byte[] bytes = new byte[most];
    int count = 0;
    for (int read = 0; read >= 0 && count < most; read = in.read(bytes, count, most - count)) {
      count += read;
    }
    return Arrays.copyOf(bytes, count);
  }

  /**
   * Reads a whole document.
   *
   * @return the tree; a missing node if there is nothing but blanks
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not valid
   */
  public static JsonNode document(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      return MissingNode.getInstance();
    }
    JsonNode tree = value(parser);
    requireEnd(parser);
    return tree;
  }

  /** Refuses whatever follows the value that was read last. */
  public static void requireEnd(JsonParser parser) throws IOException {
    JsonToken next = parser.nextToken();
    if (next != null) {
      throw new JsonParseException(parser, "found " + next + " behind the end of the document");
    }
  }

  /** Reads the value that begins at the parser's token. */
  public static JsonNode value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, (name, value) -> false);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> floating(parser);
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new JsonParseException(parser, "found " + token + ", expected a value");
    };
  }

  /**
   * Reads the object that begins at the parser's token. What the reader takes stands in the tree as
   * null.
   */
  public static ObjectNode object(JsonParser parser, FieldReader reader) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (object.has(name)) {
        throw new JsonParseException(parser, "duplicate key '" + name + "'");
      }
      parser.nextToken();
      if (reader.read(name, parser)) {
        object.putNull(name);
      } else {
        object.set(name, value(parser));
      }
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode floating(JsonParser parser) throws IOException {
    if (parser.isNaN() && !PYTHON.contains(parser.getText())) {
      throw new JsonParseException(
          parser, "found " + parser.getText() + ", expected a number, or one of " + PYTHON);
    }
    return NODES.numberNode(parser.getDoubleValue());
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }
}
