package ai.kelix.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertAll;

import ai.kelix.InvalidModelException;
import ai.kelix.tokenizer.json.ConfigObject;
import ai.kelix.tokenizer.json.JsonException;
import ai.kelix.tokenizer.json.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All keys that a reader knows, and for each a value that changes the result or is refused, or the
 * reason why it cannot matter. A key that the reader learns and this table does not fails the test.
 *
 * <p>Paths lead through objects, and through lists to the first element that has the key. Values
 * are JSON, or {@link #ABSENT}.
 */
public final class KeyTable {
  /** Takes a key away. */
  public static final String ABSENT = "absent";

  private final String sound;
  private final Judge judge;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<Change> pending = new ArrayList<>();

  /**
   * Reads a document and says what came of it; two results are equal if nothing tells them apart.
   */
  @FunctionalInterface
  public interface Judge {
    /**
     * Reads.
     *
     * @param keys receives the paths of the keys that were asked for, also if it is refused
     */
    Object read(String json, Set<String> keys);
  }

  private enum Fate {
    ACTS,
    REFUSED,
    IDLE
  }

  private record Change(String path, String value) {}

  private record Row(List<Change> where, Change change, Fate fate, String reason) {}

  /** Begins a table for a document in which every key has a usual value. */
  public KeyTable(String sound, Judge judge) {
    this.sound = sound;
    this.judge = judge;
  }

  /** What must hold besides for the next row. */
  public KeyTable where(String path, String value) {
    pending.add(new Change(path, value));
    return this;
  }

  /** A value that gives another result. */
  public KeyTable acts(String path, String value) {
    return row(path, value, Fate.ACTS, "");
  }

  /** A value that is refused by name. */
  public KeyTable refused(String path, String value) {
    return row(path, value, Fate.REFUSED, "");
  }

  /** A value that gives the same result, and the reason. */
  public KeyTable idle(String path, String value, String reason) {
    assertThat(reason).isNotBlank();
    return row(path, value, Fate.IDLE, reason);
  }

  private KeyTable row(String path, String value, Fate fate, String reason) {
    Row row = new Row(List.copyOf(pending), new Change(path, value), fate, reason);
    pending.clear();
    assertThat(rows.put(path, row)).as("second row of %s", path).isNull();
    return this;
  }

  /** Runs all rows and compares their paths with those that the reader knows. */
  public void check() {
    Set<String> known = new TreeSet<>();
    judge.read(sound, known);
    assertAll(rows.values().stream().map(row -> () -> check(row, known)));
    assertThat(known).as("keys that the reader knows, against rows").isEqualTo(rows.keySet());
  }

  private void check(Row row, Set<String> known) {
    String path = row.change().path();
    String before = sound;
    for (Change change : row.where()) {
      before = changed(before, change);
    }
    String after = changed(before, row.change());
    switch (row.fate()) {
      case ACTS ->
          assertThat(judge.read(after, known))
              .as("%s acts", path)
              .isNotEqualTo(judge.read(readable(before) ? before : sound, known));
      case IDLE ->
          assertThat(judge.read(after, known))
              .as("%s: %s", path, row.reason())
              .isEqualTo(judge.read(before, known));
      case REFUSED ->
          assertThat(catchThrowable(() -> judge.read(after, known)))
              .as("%s is refused", path)
              .isInstanceOf(InvalidModelException.class)
              .hasMessageContaining(path.substring(path.lastIndexOf('.') + 1));
    }
  }

  /** Keys that must agree are refused one by one, so together they are compared with the sound. */
  private boolean readable(String json) {
    return catchThrowable(() -> judge.read(json, new TreeSet<>())) == null;
  }

  private static String changed(String json, Change change) {
    ObjectNode root = (ObjectNode) parsed(json);
    ObjectNode at = root;
    String[] names = change.path().split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      at = below(at, names[i], names[i + 1]);
    }
    String last = names[names.length - 1];
    if (change.value().equals(ABSENT)) {
      at.remove(last);
    } else {
      at.set(last, parsed(change.value()));
    }
    return root.toString();
  }

  private static ObjectNode below(ObjectNode at, String name, String next) {
    JsonNode below = at.path(name);
    if (!below.isArray()) {
      return below.isObject() ? (ObjectNode) below : at.putObject(name);
    }
    for (JsonNode element : below) {
      if (element.has(next)) {
        return (ObjectNode) element;
      }
    }
    return (ObjectNode) below.path(0);
  }

  private static JsonNode parsed(String json) {
    try {
      return StrictJson.parse(json, "it", warning -> {});
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  /** Opens a document for a reader that is asked about its keys afterwards. */
  public static ConfigObject open(String json) {
    return open(json, warning -> {});
  }

  /** Opens a document for a reader whose warnings matter. */
  public static ConfigObject open(String json, Consumer<String> warnings) {
    return new ConfigObject(parsed(json), "it", warnings, TokenizerFormatException::new);
  }

  /** Adds the keys that a reader asked for or declared to have no effect. */
  public static void keys(ConfigObject json, String prefix, Set<String> keys) {
    json.keysRead().forEach(key -> keys.add(prefix + key));
    json.keysIgnored().forEach(key -> keys.add(prefix + key));
  }
}
