package ai.kelix.cli.demo;

import ai.kelix.Block;
import ai.kelix.GeneratedImage;
import ai.kelix.GenerationEvent;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.ModelInfo;
import ai.kelix.Prompt;
import ai.kelix.VisualTokens;
import ai.kelix.cli.BackendChoice;
import ai.kelix.cli.DecoderChoice;
import ai.kelix.cli.ExitCode;
import ai.kelix.cli.ImageArgument;
import ai.kelix.cli.Progress;
import ai.kelix.cli.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tokenizes an image, answers questions about it, paints one, and shows all on a page. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Tokenizes an image, answers three questions, paints a picture, writes a page.")
final class DemoCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(names = "--model", paramLabel = "NAME", description = "model name or folder")
  private String model = "kelix-tiny";

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "image to look at, or - for standard input")
  private @Nullable ImageArgument image;

  @Option(names = "--question", paramLabel = "TEXT", description = "question; may be repeated")
  private List<String> questions =
      List.of("How many shapes are there?", "What color is the star?", "Describe the picture.");

  @Option(names = "--prompt", paramLabel = "TEXT", description = "what to paint")
  private String prompt = "a red circle left of a blue square";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where pictures and page go (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("kelix-demo");

  @Option(names = "--json", description = "print all results as one JSON document")
  private boolean json;

  @Mixin private BackendChoice choice = new BackendChoice();

  @Mixin private DecoderChoice decoder = new DecoderChoice();

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    // A program reads the document; whoever watches it run reads the other stream.
    PrintWriter watched = json ? line.getErr() : line.getOut();
    Map<String, Object> results = new LinkedHashMap<>();
    Image picture = image == null ? sample() : image.read();
    long start = System.nanoTime();
    try (Kelix kelix = choice.load(model, decoder)) {
      long loaded = millisSince(start);
      createFolder();
      results.put("model", describe(kelix.model()));
      results.put("load_millis", loaded);
      results.put("image", tokenize(kelix, picture));
      results.put("answers", answer(kelix, picture, results, watched));
      results.put("picture", paint(kelix, watched));
    }
    results.put("page", path("index.html"));
    DemoPage.write(folder.resolve("index.html"), results);
    if (json) {
      Results.json(line.getOut(), results);
    } else {
      watched.println("Everything side by side: " + results.get("page"));
    }
    return ExitCode.FINE;
  }

  private void createFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folder " + folder + ": " + e, e);
    }
  }

  private String path(String name) {
    return folder.resolve(name).toAbsolutePath().normalize().toString();
  }

  private static Image sample() {
    try (InputStream in = DemoCommand.class.getResourceAsStream("sample.png")) {
      return Image.read(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sample image", e);
    }
  }

  private static Map<String, Object> describe(ModelInfo info) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", info.name());
    described.put("backend", info.backend());
    described.put("device", info.device());
    return described;
  }

  private Map<String, Object> tokenize(Kelix kelix, Image picture) {
    picture.writePng(folder.resolve(DemoPage.INPUT));
    long start = System.nanoTime();
    VisualTokens tokens = kelix.tokenize(picture);
    long taken = millisSince(start);
    Map<String, Object> tokenized = new LinkedHashMap<>();
    tokenized.put("name", image == null ? "the sample image" : image.toString());
    tokenized.put("file", path(DemoPage.INPUT));
    tokenized.put("rows", tokens.rows());
    tokenized.put("columns", tokens.columns());
    tokenized.put("codes_per_cell", tokens.codesPerCell());
    tokenized.put("codebook_size", tokens.codebookSize());
    tokenized.put("codes", codes(tokens));
    tokenized.put("millis", taken);
    return tokenized;
  }

  /** Returns the codes of each cell of each row. */
  private static List<List<List<Integer>>> codes(VisualTokens tokens) {
    List<List<List<Integer>>> rows = new ArrayList<>();
    for (int r = 0; r < tokens.rows(); r++) {
      List<List<Integer>> cells = new ArrayList<>();
      for (int c = 0; c < tokens.columns(); c++) {
        List<Integer> cell = new ArrayList<>();
        for (int k = 0; k < tokens.codesPerCell(); k++) {
          cell.add(tokens.code(r, c, k));
        }
        cells.add(cell);
      }
      rows.add(cells);
    }
    return rows;
  }

  private List<Map<String, Object>> answer(
      Kelix kelix, Image picture, Map<String, Object> results, PrintWriter watched) {
    List<Map<String, Object>> answers = new ArrayList<>();
    for (String question : questions) {
      long start = System.nanoTime();
      watched.print(question + " ");
      StringBuilder text = new StringBuilder();
      for (Block block : kelix.understand(Prompt.of(picture, question)).stream().toIterable(1)) {
        if (block instanceof Block.Text piece) {
          text.append(piece.text());
          watched.print(piece.text());
          watched.flush();
        }
      }
      watched.println();
      results.computeIfAbsent("first_answer_millis", key -> sinceVirtualMachineStart());
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("question", question);
      answer.put("answer", text.toString());
      answer.put("millis", millisSince(start));
      answers.add(answer);
    }
    return answers;
  }

  private static long sinceVirtualMachineStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private @Nullable Map<String, Object> paint(Kelix kelix, PrintWriter watched) {
    if (kelix.model().imageSide() == 0) {
      watched.println("This model answers but does not paint yet; see README.");
      return null;
    }
    long start = System.nanoTime();
    GeneratedImage result = generate(kelix);
    result.writePng(folder.resolve(DemoPage.OUTPUT));
    Map<String, Object> painted = new LinkedHashMap<>();
    painted.put("prompt", prompt);
    painted.put("file", path(DemoPage.OUTPUT));
    painted.put("visual_blocks", result.tokens().cells());
    painted.put("blocks_millis", result.timings().blocks().toMillis());
    painted.put("diffusion_millis", result.timings().diffusion().toMillis());
    painted.put("decode_millis", result.timings().decode().toMillis());
    painted.put("millis", millisSince(start));
    return painted;
  }

  private GeneratedImage generate(Kelix kelix) {
    GeneratedImage painted = null;
    try (Progress progress =
        Progress.of(Objects.requireNonNull(spec).commandLine(), "painting steps", -1)) {
      for (GenerationEvent event : kelix.generate(Prompt.of(prompt)).stream().toIterable(1)) {
        progress.step();
        if (event instanceof GenerationEvent.Painted done) {
          painted = done.result();
        }
      }
    }
    return Objects.requireNonNull(painted);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
