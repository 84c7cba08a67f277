package ai.kelix.cli;

import ai.kelix.tensor.weights.StoredType;
import ai.kelix.tools.inspect.TensorLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tensors as a short list: those that differ in numbers of their names only share a line, such as
 * {@code layers.{0..35}.norm.scale}.
 */
final class TensorTree {
  private static final Pattern NUMBER = Pattern.compile("(?<=\\.|^)\\d+(?=\\.|$)");

  private TensorTree() {}

  /**
   * A line.
   *
   * @param name with ranges of numbers
   * @param example one of the tensors
   * @param count how many they are
   */
  record Line(String name, TensorLine example, int count) {}

  private record Key(String pattern, String dtype, List<Long> shape, TensorLine.State state) {}

  /** Returns the lines in order of the first tensor of each. */
  static List<Line> of(List<TensorLine> tensors) {
    Map<Key, List<TensorLine>> groups = new LinkedHashMap<>();
    for (TensorLine tensor : tensors) {
      String pattern = NUMBER.matcher(tensor.name()).replaceAll("#");
      String dtype = tensor.type().map(StoredType::name).orElse("");
      Key key = new Key(pattern, dtype, tensor.shape(), tensor.state());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(tensor);
    }
    return groups.values().stream()
        .map(group -> new Line(name(group), group.get(0), group.size()))
        .toList();
  }

  private static String name(List<TensorLine> group) {
    String[] parts = group.get(0).name().split("\\.");
    for (int i = 0; i < parts.length; i++) {
      if (NUMBER.matcher(parts[i]).matches()) {
        parts[i] = numbers(group, i);
      }
    }
    return String.join(".", parts);
  }

  private static String numbers(List<TensorLine> group, int part) {
    TreeSet<Integer> numbers =
        group.stream()
            .map(tensor -> Integer.valueOf(tensor.name().split("\\.")[part]))
            .collect(Collectors.toCollection(TreeSet::new));
    if (numbers.size() == 1) {
      return numbers.first().toString();
    }
    boolean all = numbers.last() - numbers.first() == numbers.size() - 1;
    return all
        ? String.format(Locale.ROOT, "{%d..%d}", numbers.first(), numbers.last())
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /** Returns a shape as people write it. */
  static String shape(List<Long> shape) {
    return Arrays.toString(shape.toArray());
  }
}
