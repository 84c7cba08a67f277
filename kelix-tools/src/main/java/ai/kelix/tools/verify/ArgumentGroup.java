package ai.kelix.tools.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of one group of recordings. What is missing, of another type or known to no check
 * is a {@link NotCompared}: with it the group would be compared with something else.
 */
final class ArgumentGroup {
  private final String file;
  private final String name;
  private final JsonNode node;
  private final Set<String> known = new HashSet<>();

  ArgumentGroup(String file, String name, JsonNode node) {
    this.file = file;
    this.name = name;
    this.node = node;
    if (!node.isObject()) {
      throw NotCompared.undecided(
          String.format(Locale.ROOT, "%s: '%s' is %s, expected an object", file, name, node));
    }
  }

  /** Tells whether the key has a value other than null. */
  boolean has(String key) {
    return find(key).isPresent();
  }

  /** Returns an integer. */
  int integer(String key) {
    return find(key).map(value -> integer(key, value)).orElseThrow(() -> missing(key));
  }

  /** Returns an integer if there is one. */
  Optional<Integer> optionalInteger(String key) {
    return find(key).map(value -> integer(key, value));
  }

  /** Returns a number. */
  double number(String key) {
    return find(key).map(value -> number(key, value)).orElseThrow(() -> missing(key));
  }

  /** Returns a number, or another if there is none. */
  double number(String key, double otherwise) {
    return find(key).map(value -> number(key, value)).orElse(otherwise);
  }

  /** Returns one number, or each of a list of them. */
  List<Double> numbers(String key) {
    JsonNode value = find(key).orElseThrow(() -> missing(key));
    List<Double> numbers = new ArrayList<>();
    if (!value.isArray()) {
      numbers.add(number(key, value));
    }
    value.elements().forEachRemaining(element -> numbers.add(number(key, element)));
    return numbers;
  }

  /** Returns the first of a list of lists of numbers. */
  List<Double> firstRow(String key) {
    JsonNode value = find(key).orElseThrow(() -> missing(key));
    List<Double> numbers = new ArrayList<>();
    JsonNode row = value.path(0);
    if (!row.isArray()) {
      throw wrong(key, value, "a list of lists of numbers");
    }
    row.elements().forEachRemaining(element -> numbers.add(number(key, element)));
    return numbers;
  }

  /** Returns a truth value. */
  boolean flag(String key) {
    JsonNode value = find(key).orElseThrow(() -> missing(key));
    if (!value.isBoolean()) {
      throw wrong(key, value, "true or false");
    }
    return value.booleanValue();
  }

  /** Returns a string. */
  String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  /** Returns a string if there is one. */
  Optional<String> optionalText(String key) {
    return find(key)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw wrong(key, value, "a string");
              }
              return value.textValue();
            });
  }

  /** Fails unless the key is there, be it with null. */
  ArgumentGroup require(String key) {
    if (!node.has(key)) {
      throw missing(key);
    }
    return this;
  }

  /** Accepts keys that only describe how inputs came to be, which were recorded themselves. */
  ArgumentGroup describing(String... keys) {
    known.addAll(List.of(keys));
    return this;
  }

  /** Fails if there is an argument that nobody asked for. */
  void finish() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw NotCompared.undecided(
                    String.format(
                        Locale.ROOT, "%s: '%s' has '%s', which no check knows", file, name, key));
              }
            });
  }

  /** Makes the verdict of a value that cannot be used. */
  NotCompared wrong(String key, Object found, String expected) {
    return NotCompared.undecided(
        String.format(
            Locale.ROOT, "%s: '%s' has %s %s, expected %s", file, name, key, found, expected));
  }

  private NotCompared missing(String key) {
    return NotCompared.undecided(
        String.format(Locale.ROOT, "%s: '%s' lacks %s, which its check needs", file, name, key));
  }

  private Optional<JsonNode> find(String key) {
    known.add(key);
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private int integer(String key, JsonNode value) {
    double number = number(key, value);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(key, value, "an integer");
    }
    return (int) number;
  }

  private double number(String key, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(key, value, "a number");
    }
    return value.doubleValue();
  }
}
