package ai.kelix.core.engine;

import ai.kelix.GeneratedImage;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.KelixException;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
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
  private final List<int[]> sequence = new ArrayList<>();
  private final BlockWriter writer;
  private final long begun = System.nanoTime();
  private @Nullable Painter painter;
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
    UnderstandingOptions rules =
        new UnderstandingOptions(room, options.sampling(), StopRule.CORRECTED);
    this.writer = engine.write(blocks, rules, true);
  }

  /** Does the next piece of work and tells what it was. */
  GenerationEvent next() {
    if (painter == null) {
      Optional<int[]> block = writer.next();
      if (block.isPresent()) {
        sequence.add(block.get());
        return new GenerationEvent.BlockWritten(reader.read(block.get()));
      }
      written = System.nanoTime();
      painter = new Painter(painting, engine.executables(), condition(), options, noise());
    }
    if (steps < painter.steps()) {
      steps = painter.step();
      int every = options.previewEvery();
      boolean previews = every > 0 && steps % every == 0 && steps < painter.steps();
      Optional<Image> preview = previews ? Optional.of(painter.image()) : Optional.empty();
      return new GenerationEvent.StepDone(steps, painter.steps(), preview);
    }
    return new GenerationEvent.Painted(finished(painter));
  }

  /** The seed of the blocks is used up by then; the latent's noise has its own stream. */
  private Noise noise() {
    return new Noise(options.sampling().seed() * 31 + 7);
  }

  private GeneratedImage finished(Painter done) {
    long painted = System.nanoTime();
    Image image = done.image();
    long decoded = System.nanoTime();
    GeneratedImage.Timings timings =
        new GeneratedImage.Timings(
            Duration.ofNanos(written - begun),
            Duration.ofNanos(painted - written),
            Duration.ofNanos(decoded - painted));
    return new GeneratedImage(image, tokens(), timings);
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

  /** The grid is read off the vision delimiters; an incomplete one is laid out as a single row. */
  private VisualTokens tokens() {
    BlockLayout layout = engine.folder().layout();
    int[] blocks = allBlocks();
    List<ImageSpan> spans = ImageSpan.find(layout, blocks);
    int last = layout.count(blocks);
    List<Integer> starts = new ArrayList<>();
    for (int block = 0; block < last; block++) {
      if (layout.first(blocks, block) == layout.visionStart()) {
        starts.add(block);
      }
    }
    ImageSpan span = spans.isEmpty() ? new ImageSpan(starts.get(0), last) : spans.get(0);
    int[] codes = span.codes(layout, blocks);
    int cells = codes.length / layout.codesPerCell();
    if (cells == 0) {
      throw new KelixException(
          "the model wrote no visual block for this prompt; rephrase it or change the seed");
    }
    int side = (int) Math.round(Math.sqrt(cells));
    int rows = side * side == cells ? side : 1;
    return VisualTokens.of(rows, cells / rows, layout.codesPerCell(), layout.codebookSize(), codes);
  }

  @Override
  public void close() {
    if (painter != null) {
      painter.close();
    }
    writer.close();
  }
}
