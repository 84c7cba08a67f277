package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.GenerationOptions.Solver;
import ai.kelix.UnderstandingOptions.StopRule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting acts on its own: no method that sets one changes another. */
class OptionsTest {
  private static final Sampling.Random RANDOM = Sampling.random();

  /** For each method that sets something a value that no record below has. */
  private static final Map<String, Object> OTHER =
      Map.ofEntries(
          Map.entry("withSampling", RANDOM.withTopK(17)),
          Map.entry("withSeed", 99L),
          Map.entry("withSteps", 31),
          Map.entry("withGuidance", 4.5),
          Map.entry("withSolver", Solver.DPM_SOLVER),
          Map.entry("withPreviewEvery", 13),
          Map.entry("withMaxBlocks", 77),
          Map.entry("withStopRule", StopRule.REFERENCE),
          Map.entry("withMode", Sampling.Mode.REFERENCE),
          Map.entry("withTemperature", 1.25),
          Map.entry("withTopK", 3),
          Map.entry("withTopP", 0.31));

  static List<Record> options() {
    return List.of(
        GenerationOptions.DEFAULTS,
        new GenerationOptions(Optional.of(Sampling.GREEDY), 5, 7, 2, Solver.EULER, 3),
        UnderstandingOptions.DEFAULTS,
        new UnderstandingOptions(9, Optional.of(RANDOM), 5, StopRule.CORRECTED),
        RANDOM);
  }

  @ParameterizedTest
  @MethodSource("options")
  void everySettingChangesItselfAlone(Record before) throws ReflectiveOperationException {
    for (Method setter : setters(before)) {
      Object value = OTHER.get(setter.getName());
      assertThat(value).as("a value for %s", setter).isNotNull();
      Object after = setter.invoke(before, value);
      for (RecordComponent component : before.getClass().getRecordComponents()) {
        Object expected = get(component, before);
        if (setter.getName().toLowerCase(Locale.ROOT).equals("with" + lower(component))) {
          expected = expected instanceof Optional ? Optional.ofNullable(value) : value;
        }
        assertThat(get(component, after)).as("%s after %s", component, setter).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void everySettingCanBeSet(Record before) {
    List<String> settable =
        setters(before).stream().map(method -> method.getName().toLowerCase(Locale.ROOT)).toList();
    assertThat(before.getClass().getRecordComponents())
        .extracting(component -> "with" + lower(component))
        .containsExactlyInAnyOrderElementsOf(settable);
  }

  @Test
  void defaultsLeaveSamplingToTheModel() {
    assertThat(GenerationOptions.DEFAULTS.withSteps(30).withSeed(1).sampling()).isEmpty();
    assertThat(UnderstandingOptions.DEFAULTS.withMaxBlocks(3).withSeed(1).sampling()).isEmpty();
  }

  private static List<Method> setters(Record options) {
    return Stream.of(options.getClass().getDeclaredMethods())
        .filter(method -> method.getName().startsWith("with"))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  private static String lower(RecordComponent component) {
    return component.getName().toLowerCase(Locale.ROOT);
  }

  private static Object get(RecordComponent component, Object options)
      throws IllegalAccessException, InvocationTargetException {
    return component.getAccessor().invoke(options);
  }
}
