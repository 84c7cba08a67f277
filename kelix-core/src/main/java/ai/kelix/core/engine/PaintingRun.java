package ai.kelix.core.engine;

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
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.block.ConditionRows;
import ai.kelix.tokenizer.block.ImageSpan;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
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
  private final List<int[]> sequence = new ArrayList<>();
  private final BlockWriter writer;
  private final long begun = System.nanoTime();
  private final StringBuilder words = new StringBuilder();
  private @Nullable Painter painter;
  private @Nullable VisualTokens tokens;
  private long written;
  private int steps;

  PaintingRun(KelixEngine engine, Prompt prompt, GenerationOptions options) {
    this.engine = engine;
    this.options = options;
    this.painting = engine.painting();
    this.reader = engine.blockReader();
    int limit = 2 * engine.conditionRows() + 10;
    int positions = engine.folder().config().backbone().maxPositions();
    int[] blocks = engine.prompts().encode(prompt, true, Math.min(limit, positions / 2));
    sequence.add(blocks);
    int width = engine.folder().layout().width();
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
        words.append(read instanceof Block.Text text ? text.text() : "");
        return new GenerationEvent.BlockWritten(read);
      }
      written = System.nanoTime();
      tokens = tokens();
      Noise noise = new Noise(Noise.Stream.LATENT, options.seed());
      painter = new Painter(painting, engine.executables(), condition(), options, noise);
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

  private int[] allBlocks() {
    return sequence.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private HostTensor condition() {
    int[] blocks = allBlocks();
    List<HostTensor> states = writer.hidden();
    int width = engine.folder().config().backbone().width();
    int count = states.stream().mapToInt(s -> Math.toIntExact(s.sizes()[0])).sum();
    FloatBuffer all = FloatBuffer.allocate(count * width);
    states.forEach(s -> all.put(s.data().asFloatBuffer()));
    ConditionRows rows =
        ConditionRows.select(engine.folder().layout(), blocks, count, engine.conditionRows(), true);
    int selected = rows.rows().size();
    return HostTensor.of(rows.gather(all, width, selected), 1, selected, width);
  }

  /**
   * The grid is read off the vision delimiters; an incomplete one is laid out as a single row.
   *
   * @throws NothingDrawnException if there is not a single cell
   */
  private VisualTokens tokens() {
    BlockLayout layout = engine.folder().layout();
    int[] blocks = allBlocks();
    int[] codes = span(layout, blocks).map(s -> s.codes(layout, blocks)).orElse(new int[0]);
    int cells = codes.length / layout.codesPerCell();
    if (cells == 0) {
      throw new NothingDrawnException(words.toString());
    }
    int side = (int) Math.round(Math.sqrt(cells));
    int rows = side * side == cells ? side : 1;
    return VisualTokens.of(rows, cells / rows, layout.codesPerCell(), layout.codebookSize(), codes);
  }

  /** The first finished image, or else the first begun one as far as it goes. */
  private static Optional<ImageSpan> span(BlockLayout layout, int[] blocks) {
    Optional<ImageSpan> finished = ImageSpan.find(layout, blocks).stream().findFirst();
    int end = layout.count(blocks);
    return finished.or(
        () ->
            IntStream.range(0, end)
                .filter(block -> layout.first(blocks, block) == layout.visionStart())
                .mapToObj(start -> new ImageSpan(start, end))
                .findFirst());
  }

  @Override
  public void close() {
    if (painter != null) {
      painter.close();
    }
    writer.close();
  }
}
