package ai.kelix.core.engine;

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
import ai.kelix.core.program.HostTensor;
import ai.kelix.tokenizer.block.ConditionRows;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an image request, one event per call: blocks, steps, the image. The caller sees
 * to it that the model stays open during each call.
 */
final class PaintingRun implements AutoCloseable {
  private final KelixEngine engine;
  private final GenerationOptions options;
  private final ModelFolder.Painting painting;
  private final BlockReader reader;

  /** Blocks of the prompt before the one that begins the picture. */
  private final int shown;

  /** The picture: its first block, which ends the prompt, and all that were written. */
  private final List<int[]> sequence = new ArrayList<>();

  private final BlockWriter writer;
  private final long begun = System.nanoTime();
  private final AnswerParts parts;
  private @Nullable Painter painter;
  private @Nullable VisualTokens tokens;
  private long written;
  private int steps;

  PaintingRun(KelixEngine engine, Prompt prompt, GenerationOptions options) {
    this.engine = engine;
    this.options = options;
    this.painting = engine.painting();
    this.reader = engine.blockReader();
    this.parts = AnswerParts.ofPicture(engine.folder().layout());
    int limit = 2 * engine.conditionRows() + 10;
    int positions = engine.folder().config().backbone().maxPositions();
    int[] blocks = engine.prompts().encode(prompt, true, Math.min(limit, positions / 2));
    int width = engine.folder().layout().width();
    this.shown = blocks.length / width - 1;
    sequence.add(Arrays.copyOfRange(blocks, shown * width, blocks.length));
    int room = Math.min(limit, positions - blocks.length / width);
    Choice choice = Choice.ofPicture(engine.folder().wishes(), options.sampling(), options.seed());
    this.writer = engine.write(blocks, engine.rules(room, StopRule.CORRECTED, choice, true));
  }

  /** Does the next piece of work and tells what it was. */
  GenerationEvent next() {
    if (painter == null) {
      Optional<int[]> block = writer.next();
      if (block.isPresent()) {
        sequence.add(block.get());
        Block read = reader.read(block.get());
        parts.add(read);
        return new GenerationEvent.BlockWritten(read);
      }
      written = System.nanoTime();
      tokens = tokens();
      Noise noise = new Noise(Noise.Stream.LATENT, options.seed());
      ConditionRows rows = conditionRows();
      painter =
          new Painter(
              painting, engine.executables(), condition(rows), rows.length(), options, noise);
    }
    if (steps < painter.steps()) {
      steps = painter.step();
      int every = options.previewEvery();
      boolean previews = every > 0 && steps % every == 0 && steps < painter.steps();
      Optional<Image> preview = previews ? Optional.of(painter.image()) : Optional.empty();
      return new GenerationEvent.StepDone(steps, painter.steps(), preview);
    }
    return new GenerationEvent.Painted(finished(painter, Objects.requireNonNull(tokens)));
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

  /** Pictures that the prompt shows are no part of what is painted: its last block begins it. */
  private ConditionRows conditionRows() {
    int[] drawn = sequence.stream().flatMapToInt(Arrays::stream).toArray();
    return ConditionRows.select(
        engine.folder().layout(), drawn, stateCount() - shown, engine.conditionRows(), true);
  }

  private int stateCount() {
    return writer.hidden().stream().mapToInt(s -> Math.toIntExact(s.sizes()[0])).sum();
  }

  private HostTensor condition(ConditionRows rows) {
    int width = engine.folder().config().backbone().width();
    FloatBuffer all = FloatBuffer.allocate(stateCount() * width);
    writer.hidden().forEach(s -> all.put(s.data().asFloatBuffer()));
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
    writer.close();
  }
}
