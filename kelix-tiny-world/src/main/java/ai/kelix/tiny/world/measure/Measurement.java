package ai.kelix.tiny.world.measure;

import ai.kelix.Generation;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.NothingDrawnException;
import ai.kelix.Prompt;
import ai.kelix.tiny.world.dataset.PictureQuestion;
import ai.kelix.tiny.world.judge.WishJudge;
import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.PromptReader;
import ai.kelix.tiny.world.language.Wish;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts by category.
 *
 * @param counts in alphabetical order of categories
 */
public record Measurement(Map<String, Count> counts) {
  /** Name of the sum in {@link #rows}. */
  public static final String OVERALL = "overall";

  /** Copies the map. */
  public Measurement {
    counts = Map.copyOf(counts);
  }

  /** Returns the categories and, last, their sum. */
  public Map<String, Count> rows() {
    Map<String, Count> rows = new LinkedHashMap<>(new TreeMap<>(counts));
    rows.put(OVERALL, overall());
    return rows;
  }

  /** Returns the sum over all categories. */
  public Count overall() {
    return counts.values().stream().reduce(Count.NONE, Count::plus);
  }

  /**
   * Asks questions about drawn pictures; only exact answers count.
   *
   * @param heard receives each question with its answer
   */
  public static Measurement ofUnderstanding(
      Kelix kelix, List<PictureQuestion> questions, Consumer<Answered> heard) {
    Map<String, Count> counts = new TreeMap<>();
    for (PictureQuestion asked : questions) {
      Image image = PictureRenderer.image(asked.picture());
      String answer = kelix.understand(image, asked.question().text()).text();
      boolean right = asked.question().isAnsweredBy(answer);
      counts.merge(asked.question().kind().word(), Count.of(right), Count::plus);
      heard.accept(new Answered(asked, answer, right));
    }
    return new Measurement(counts);
  }

  /**
   * Has pictures painted and judges whether they show what was asked for and nothing else. A prompt
   * for which the model draws nothing is a miss.
   *
   * @param options seeds count up from theirs
   * @param seen receives each prompt with its picture
   */
  public static Measurement ofGeneration(
      Kelix kelix, List<DrawingPrompt> prompts, GenerationOptions options, Consumer<Painted> seen) {
    Map<String, Count> counts = new TreeMap<>();
    long seed = options.seed();
    for (DrawingPrompt prompt : prompts) {
      Wish wish =
          PromptReader.read(prompt.text())
              .orElseThrow(
                  () -> new IllegalArgumentException("no judge reads '" + prompt.text() + "'"));
      Optional<Image> painted = painted(kelix, prompt, options.withSeed(seed++));
      boolean right = painted.isPresent() && WishJudge.satisfies(painted.get(), wish);
      counts.merge(prompt.kind().word(), Count.of(right), Count::plus);
      seen.accept(new Painted(prompt, painted, right));
    }
    return new Measurement(counts);
  }

  private static Optional<Image> painted(
      Kelix kelix, DrawingPrompt prompt, GenerationOptions options) {
    try {
      Generation generation = kelix.generate(Prompt.of(prompt.text()), options);
      return Optional.of(generation.image().image());
    } catch (NothingDrawnException e) {
      return Optional.empty();
    }
  }

  /**
   * One answer.
   *
   * @param asked picture and question
   * @param answer what the model said
   * @param right whether it is the answer
   */
  public record Answered(PictureQuestion asked, String answer, boolean right) {}

  /**
   * One picture.
   *
   * @param prompt what was asked for
   * @param image what the model painted; empty if it drew nothing
   * @param right whether it shows that
   */
  public record Painted(DrawingPrompt prompt, Optional<Image> image, boolean right) {}
}
