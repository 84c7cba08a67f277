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
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
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

  @Option(names = "--image", paramLabel = "FILE", description = "image to look at")
  private @Nullable Path image;

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

  @Mixin private BackendChoice choice = new BackendChoice();

  @Mixin private DecoderChoice decoder = new DecoderChoice();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Map<String, Object> page = new LinkedHashMap<>();
    Image picture = image == null ? sample() : Image.read(image);
    long start = System.nanoTime();
    try (Kelix kelix = choice.load(model, decoder)) {
      page.put("loadMillis", millisSince(start));
      createFolder();
      picture.writePng(folder.resolve("input.png"));
      describe(page, kelix.model());
      page.put("inputFile", "input.png");
      page.put("inputName", image == null ? "the sample image" : image.toString());
      tokenize(kelix, picture, page);
      answer(kelix, picture, page, out);
      paint(kelix, page, out);
    }
    Path file = folder.resolve("index.html");
    DemoPage.write(file, page);
    out.println("Everything side by side: " + file.toAbsolutePath());
    return ExitCode.FINE;
  }

  private void createFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folder " + folder + ": " + e, e);
    }
  }

  private static Image sample() {
    try (InputStream in = DemoCommand.class.getResourceAsStream("sample.png")) {
      return Image.read(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sample image", e);
    }
  }

  private static void describe(Map<String, Object> page, ModelInfo info) {
    page.put("model", info.name());
    page.put("backend", info.backend());
    page.put("device", info.device());
  }

  private static void tokenize(Kelix kelix, Image picture, Map<String, Object> page) {
    long start = System.nanoTime();
    VisualTokens tokens = kelix.tokenize(picture);
    page.put("tokenizeMillis", millisSince(start));
    page.put("rows", tokens.rows());
    page.put("columns", tokens.columns());
    page.put("codesPerCell", tokens.codesPerCell());
    page.put("codebookSize", tokens.codebookSize());
    List<Map<String, Object>> grid = new ArrayList<>();
    for (int r = 0; r < tokens.rows(); r++) {
      int row = r;
      List<String> cells =
          IntStream.range(0, tokens.columns()).mapToObj(c -> cell(tokens, row, c)).toList();
      grid.add(Map.of("cells", cells));
    }
    page.put("grid", grid);
  }

  private static String cell(VisualTokens tokens, int row, int column) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < tokens.codesPerCell(); k++) {
      text.append(k == 0 ? "" : " ").append(tokens.code(row, column, k));
    }
    return text.toString();
  }

  private void answer(Kelix kelix, Image picture, Map<String, Object> page, PrintWriter out) {
    List<Map<String, Object>> answers = new ArrayList<>();
    for (String question : questions) {
      long start = System.nanoTime();
      out.print(question + " ");
      StringBuilder text = new StringBuilder();
      for (Block block : kelix.understand(Prompt.of(picture, question)).stream().toIterable(1)) {
        if (block instanceof Block.Text piece) {
          text.append(piece.text());
          out.print(piece.text());
          out.flush();
        }
      }
      out.println();
      page.computeIfAbsent("firstAnswerMillis", key -> sinceVirtualMachineStart());
      answers.add(
          Map.of("question", question, "answer", text.toString(), "millis", millisSince(start)));
    }
    page.put("answers", answers);
  }

  private static long sinceVirtualMachineStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private void paint(Kelix kelix, Map<String, Object> page, PrintWriter out) {
    page.put("prompt", prompt);
    if (kelix.model().imageSide() == 0) {
      out.println("This model answers but does not paint yet; see README.");
      page.put("paints", false);
      return;
    }
    long start = System.nanoTime();
    GeneratedImage painted = null;
    try (ProgressBar bar = new ProgressBarBuilder().setTaskName(prompt).build()) {
      for (GenerationEvent event : kelix.generate(Prompt.of(prompt)).stream().toIterable(1)) {
        bar.step();
        if (event instanceof GenerationEvent.Painted done) {
          painted = done.result();
        }
      }
    }
    GeneratedImage result = Objects.requireNonNull(painted);
    result.writePng(folder.resolve("output.png"));
    page.put("paints", true);
    page.put("outputFile", "output.png");
    page.put("visualBlocks", result.tokens().cells());
    page.put("blocksMillis", result.timings().blocks().toMillis());
    page.put("diffusionMillis", result.timings().diffusion().toMillis());
    page.put("decodeMillis", result.timings().decode().toMillis());
    page.put("generateMillis", millisSince(start));
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
