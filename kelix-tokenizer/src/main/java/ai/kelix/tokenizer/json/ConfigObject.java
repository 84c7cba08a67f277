package ai.kelix.tokenizer.json;

import ai.kelix.InvalidModelException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a configuration file, read key by key with exact types.
 *
 * <p>Remembers which keys were asked for, so that the rest can be reported by {@link #finish}, and
 * a test can see that none is read without acting. Confined to the thread that reads the file.
 */
public final class ConfigObject {
  private static final int MAX_SIZE = 1 << 24;
  private static final int MAX_REPEATS = 1024;

  private final JsonNode node;
  private final String source;
  private final Consumer<String> warnings;
  private final Function<String, InvalidModelException> refusal;
  private final Set<String> read = new TreeSet<>();
  private final Set<String> ignored = new TreeSet<>();
  private final Map<String, List<ConfigObject>> nested = new TreeMap<>();

  /**
   * Wraps an object.
   *
   * @param source file and path inside it, for messages
   * @param warnings told about everything that is skipped
   * @param refusal makes the exception for a value that cannot be used, of its message
   */
  public ConfigObject(
      JsonNode node,
      String source,
      Consumer<String> warnings,
      Function<String, InvalidModelException> refusal) {
    if (!node.isObject()) {
      throw refusal.apply(
          String.format(
              Locale.ROOT, "%s: found %s, expected a JSON object", source, describe(node)));
    }
    this.node = node;
    this.source = source;
    this.warnings = warnings;
    this.refusal = refusal;
  }

  /** Returns the nested object under a key; an absent one is empty, so that defaults apply. */
  public ConfigObject object(String key) {
    JsonNode value = find(key);
    return nest(key, key, value == null ? JsonNodeFactory.instance.objectNode() : value);
  }

  /** Returns the objects of a list. An absent key gives none. */
  public List<ConfigObject> objects(String key) {
    List<ConfigObject> objects = new ArrayList<>();
    for (JsonNode element : elements(key).orElse(JsonNodeFactory.instance.arrayNode())) {
      objects.add(nest(key, key + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  private ConfigObject nest(String key, String place, JsonNode value) {
    ConfigObject child = new ConfigObject(value, source + ", " + place, warnings, refusal);
    nested.computeIfAbsent(key, k -> new ArrayList<>()).add(child);
    return child;
  }

  /** Returns the paths of all keys that were asked for, here and in nested objects. */
  public SortedSet<String> keysRead() {
    return paths(object -> object.read);
  }

  /** Returns the paths of all keys that were declared to have no effect. */
  public SortedSet<String> keysIgnored() {
    return paths(object -> object.ignored);
  }

  private SortedSet<String> paths(Function<ConfigObject, Set<String>> which) {
    SortedSet<String> paths = new TreeSet<>(which.apply(this));
    nested.forEach(
        (key, children) ->
            children.forEach(
                child -> child.paths(which).forEach(path -> paths.add(key + "." + path))));
    return paths;
  }

  /** Returns the names of all keys, of an object whose keys are data. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Tells whether the key has a value other than null. */
  public boolean has(String key) {
    return find(key) != null;
  }

  /** Tells whether the key is absent, or its value null, a list or an object with nothing in it. */
  public boolean isEmpty(String key) {
    JsonNode value = find(key);
    return value == null || (value.isContainerNode() && value.isEmpty());
  }

  /** Returns an integer in the range. */
  public int integer(String key, int fallback, int min, int max) {
    return optionalInteger(key, min, max).orElse(fallback);
  }

  /** Returns a size, which is at least 1 and so small that products of two fit 48 bits. */
  public int positive(String key, int fallback) {
    return integer(key, fallback, 1, MAX_SIZE);
  }

  /** Returns how often something is repeated; a program is built of so many parts. */
  public int repeats(String key, int fallback) {
    return integer(key, fallback, 1, MAX_REPEATS);
  }

  /** Returns a token id, which is not negative; −1 when the key is absent and so is the default. */
  public int id(String key, int fallback) {
    return integer(key, fallback, 0, Integer.MAX_VALUE);
  }

  /** Returns an integer in the range, or nothing for an absent key or null. */
  public OptionalInt optionalInteger(String key, int min, int max) {
    JsonNode value = find(key);
    if (value == null) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(integer(value, key, min, max));
  }

  /** Returns a finite number above zero. */
  public double positive(String key, double fallback) {
    double value = number(key, fallback);
    if (value <= 0) {
      throw wrong(key, Double.toString(value), "a number above 0");
    }
    return value;
  }

  /** Returns a finite number of at least 0 and below 1. */
  public double probability(String key, double fallback) {
    double value = number(key, fallback);
    if (value < 0 || value >= 1) {
      throw wrong(key, Double.toString(value), "a number from 0 up to but not including 1");
    }
    return value;
  }

  /** Returns a finite number. */
  public double number(String key, double fallback) {
    JsonNode value = find(key);
    return value == null ? fallback : number(value, key);
  }

  private double number(JsonNode value, String key) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, describe(value), "a finite number");
    }
    return value.doubleValue();
  }

  /** Returns the finite numbers of a list, or one number as a list. An absent key gives nothing. */
  public Optional<List<Double>> numbers(String key) {
    JsonNode value = find(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isArray()) {
      return Optional.of(List.of(number(value, key)));
    }
    List<Double> numbers = new ArrayList<>();
    value.forEach(element -> numbers.add(number(element, key)));
    return Optional.of(numbers);
  }

  /** Returns an integer in the range, or nothing for an absent key or null. */
  public OptionalLong optionalLong(String key, long min, long max) {
    JsonNode value = find(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(whole(value, key, min, max));
  }

  /** Returns a truth value. */
  public boolean flag(String key, boolean fallback) {
    JsonNode value = find(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw wrong(key, describe(value), "true or false");
    }
    return value.booleanValue();
  }

  /** Returns a string, or nothing for an absent key or null. */
  public Optional<String> text(String key) {
    JsonNode value = find(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(key, describe(value), "a string");
    }
    return Optional.of(value.textValue());
  }

  /** Returns the elements of a list; null elements stay null. An absent key gives nothing. */
  public Optional<List<@Nullable String>> texts(String key) {
    return elements(key)
        .map(
            list -> {
              List<@Nullable String> texts = new ArrayList<>();
              for (JsonNode element : list) {
                if (!element.isTextual() && !element.isNull()) {
                  throw wrong(key, describe(element), "a list of strings");
                }
                texts.add(element.textValue());
              }
              return texts;
            });
  }

  /** Returns the integers of a list. An absent key gives nothing. */
  public Optional<List<Integer>> integers(String key, int min) {
    return elements(key).map(list -> integers(list, key, min));
  }

  /** Returns the lists of integers in a list. An absent key gives nothing. */
  public Optional<List<List<Integer>>> integerLists(String key, int min) {
    return elements(key)
        .map(
            list -> {
              List<List<Integer>> lists = new ArrayList<>();
              for (JsonNode element : list) {
                if (!element.isArray()) {
                  throw wrong(key, describe(element), "a list of lists of integers");
                }
                lists.add(integers(element, key, min));
              }
              return lists;
            });
  }

  /** Tells whether the value is a list rather than one value for all. */
  public boolean isList(String key) {
    JsonNode value = find(key);
    return value != null && value.isArray();
  }

  /** Checks a label that tells what kind of file this is; it may be absent. */
  public void requireLabel(String key, String expected) {
    String found = text(key).orElse(expected);
    if (!found.equals(expected)) {
      throw wrong(key, found, expected);
    }
  }

  /** Marks keys that have no effect here, so that {@link #finish} does not report them. */
  public ConfigObject ignore(String... keys) {
    ignored.addAll(List.of(keys));
    return this;
  }

  /** Reports something that was skipped. */
  public void warn(String message) {
    warnings.accept(source + ": " + message);
  }

  /** Reports all keys that nobody asked for. */
  public void finish() {
    List<String> extra = new ArrayList<>();
    node.fieldNames().forEachRemaining(key -> addIfUnknown(key, extra));
    if (!extra.isEmpty()) {
      warn("ignored unknown keys " + extra);
    }
  }

  /** Makes the exception for a value that cannot be used. */
  public InvalidModelException wrong(String key, String found, String expected) {
    return refusal.apply(
        String.format(Locale.ROOT, "%s: %s is %s, expected %s", source, key, found, expected));
  }

  private void addIfUnknown(String key, List<String> extra) {
    if (!read.contains(key) && !ignored.contains(key)) {
      extra.add(key);
    }
  }

  private Optional<JsonNode> elements(String key) {
    JsonNode value = find(key);
    if (value != null && !value.isArray()) {
      throw wrong(key, describe(value), "a list");
    }
    return Optional.ofNullable(value);
  }

  private List<Integer> integers(JsonNode list, String key, int min) {
    List<Integer> values = new ArrayList<>();
    for (JsonNode element : list) {
      values.add(integer(element, key, min, Integer.MAX_VALUE));
    }
    return values;
  }

  private int integer(JsonNode value, String key, int min, int max) {
    return (int) whole(value, key, min, max);
  }

  private long whole(JsonNode value, String key, long min, long max) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, describe(value), "an integer");
    }
    long number = value.longValue();
    if (number < min || number > max) {
      throw wrong(
          key,
          Long.toString(number),
          String.format(Locale.ROOT, "an integer from %d to %d", min, max));
    }
    return number;
  }

  private @Nullable JsonNode find(String key) {
    read.add(key);
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value;
  }

  private static String describe(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
