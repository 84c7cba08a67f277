package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.GeneratedImage;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.NothingDrawnException;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions.StopRule;
import ai.kelix.VisualTokens;
import ai.kelix.engine.internal.work.Work;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.ConditionRows;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an image request: images of the prompt, the prompt, blocks, steps, the image.
 * The caller sees to it that the model stays open during each call.
 */
final class PaintingRun implements Work<GenerationEvent> {
  private final KelixEngine engine;
  private final GenerationOptions options;
  private final ModelFolder.Painting painting;
  private final PromptReading prompt;
  private final BlockReader reader;
  private final AnswerParts parts;

  /** The picture: its first block, which ends the prompt, and all that were written. */
  private final List<int[]> sequence = new ArrayList<>();

  private final long begun = System.nanoTime();

  /** Blocks of the prompt before the one that begins the picture. */
  private int shown;

  private @Nullable BlockWriter writer;
  private @Nullable Painter painter;
  private @Nullable VisualTokens tokens;
  private @Nullable GeneratedImage result;
  private long written;
  private int steps;

  PaintingRun(KelixEngine engine, Prompt prompt, GenerationOptions options) {
    this.engine = engine;
    this.options = options;
    this.painting = engine.painting();
    this.reader = engine.blockReader();
    this.parts = AnswerParts.ofPicture(engine.folder().layout());
    this.prompt = engine.prompts().read(prompt, true, Math.min(limit(), positions() / 2));
  }

  private int limit() {
    return 2 * engine.conditionRows() + 10;
  }

  private int positions() {
    return engine.folder().config().backbone().maxPositions();
  }

  @Override
  public Optional<GenerationEvent> advance() {
    if (writer == null) {
      if (prompt.advance()) {
        writer = writer(prompt.blocks());
      }
      return Optional.empty();
    }
    if (writer.finish().isEmpty()) {
      return writer.advance().map(this::blockWritten);
    }
    if (painter == null) {
      written = System.nanoTime();
      tokens = tokens();
      painter = painter(writer.hidden());
      return Optional.empty();
    }
    return Optional.of(painted(painter));
  }

  private BlockWriter writer(int[] blocks) {
    int width = engine.folder().layout().width();
    shown = blocks.length / width - 1;
    sequence.add(Arrays.copyOfRange(blocks, shown * width, blocks.length));
    int room = Math.min(limit(), positions() - blocks.length / width);
    Choice choice = Choice.ofPicture(engine.folder().wishes(), options.sampling(), options.seed());
    return engine.write(blocks, engine.rules(room, StopRule.CORRECTED, choice, true));
  }

  private GenerationEvent blockWritten(int[] ids) {
    sequence.add(ids);
    Block block = reader.read(ids);
    parts.add(block);
    return new GenerationEvent.BlockWritten(block);
  }

  private GenerationEvent painted(Painter brush) {
    if (steps < brush.steps()) {
      steps = brush.step();
      int every = options.previewEvery();
      boolean previews = every > 0 && steps % every == 0 && steps < brush.steps();
      Optional<Image> preview = previews ? Optional.of(brush.image()) : Optional.empty();
      return new GenerationEvent.StepDone(steps, brush.steps(), preview);
    }
    result = finished(brush, Objects.requireNonNull(tokens));
    return new GenerationEvent.Painted(result);
  }

  @Override
  public boolean isDone() {
    return result != null;
  }

  /** Returns the finished image. */
  GeneratedImage result() {
    return Objects.requireNonNull(result);
  }

  @Override
  public String progress() {
    if (writer == null) {
      return prompt.progress();
    }
    String painted = String.format(Locale.ROOT, ", %d steps painted", steps);
    return writer.progress() + (painter == null ? "" : painted);
  }

  private GeneratedImage finished(Painter done, VisualTokens drawn) {
    long painted = System.nanoTime();
    Image image = done.image();
    long decoded = System.nanoTime();
    GeneratedImage.Timings timings =
        new GeneratedImage.Timings(
            Duration.ofNanos(written - begun),
            Duration.ofNanos(painted - written),
            Duration.ofNanos(decoded - painted));
    return new GeneratedImage(image, drawn, timings);
  }

  private Painter painter(List<HostTensor> states) {
    ConditionRows rows = conditionRows(count(states));
    return new Painter(
        painting,
        engine.brush(),
        engine.executables(),
        condition(rows, states),
        rows.length(),
        options,
        new Noise(Noise.Stream.LATENT, options.seed()));
  }

  /** Pictures that the prompt shows are no part of what is painted: its last block begins it. */
  private ConditionRows conditionRows(int states) {
    int[] drawn = sequence.stream().flatMapToInt(Arrays::stream).toArray();
    return ConditionRows.select(
        engine.folder().layout(), drawn, states - shown, engine.conditionRows(), true);
  }

  private static int count(List<HostTensor> states) {
    return states.stream().mapToInt(s -> Math.toIntExact(s.sizes()[0])).sum();
  }

  private HostTensor condition(ConditionRows rows, List<HostTensor> states) {
    int width = engine.folder().config().backbone().width();
    FloatBuffer all = FloatBuffer.allocate(count(states) * width);
    states.forEach(s -> all.put(s.data().asFloatBuffer()));
    Buffer own = all;
    own.position(shown * width);
    int selected = rows.rows().size();
    return HostTensor.of(rows.gather(all.slice(), width, selected), 1, selected, width);
  }

  /**
   * Returns the first picture, or else the first that was begun, in one row.
   *
   * @throws NothingDrawnException if there is not a single cell
   */
  private VisualTokens tokens() {
    StringBuilder words = new StringBuilder();
    List<VisualTokens> unfinished = new ArrayList<>();
    for (Answer.Part part : parts.finish()) {
      if (part instanceof Answer.Picture picture) {
        return picture.tokens();
      } else if (part instanceof Answer.Fragment broken && !broken.cells().isEmpty()) {
        int columns = broken.cells().size();
        unfinished.add(PictureCells.tokens(engine.folder().layout(), broken.cells(), columns));
      } else if (part instanceof Answer.Text said) {
        words.append(said.text());
      }
    }
    return unfinished.stream()
        .findFirst()
        .orElseThrow(() -> new NothingDrawnException(words.toString()));
  }

  @Override
  public void close() {
    if (painter != null) {
      painter.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}
