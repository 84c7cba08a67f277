package ai.kelix.engine;

import ai.kelix.Conversation;
import ai.kelix.Generation;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.MissingPartException;
import ai.kelix.ModelInfo;
import ai.kelix.Prompt;
import ai.kelix.Understanding;
import ai.kelix.UnderstandingOptions;
import ai.kelix.UnderstandingOptions.StopRule;
import ai.kelix.VisualTokens;
import ai.kelix.engine.internal.work.BlockingCall;
import ai.kelix.engine.internal.work.StreamThreads;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.WorkGate;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A loaded model on one backend. */
final class KelixEngine implements Kelix {
  private final String name;
  private final ModelFolder folder;
  private final ModelPrograms programs;
  private final Executables executables;
  private final ImageEncoder encoder;
  private final PromptBlocks prompts;
  private final ModelInfo info;
  private final Entrance entrance;
  private final StreamThreads streams;
  private final Holdings holdings;
  private volatile ForgottenModels.@Nullable Ward ward;

  KelixEngine(
      String name,
      ModelFolder folder,
      ModelPrograms programs,
      WeightFiles files,
      Backend backend,
      Optional<CodebookCache> cache) {
    this.name = name;
    this.folder = folder;
    this.programs = programs;
    this.entrance = new Entrance(files);
    this.streams = new StreamThreads(entrance);
    this.executables = new Executables(backend, files);
    this.holdings = new Holdings(entrance, streams, executables, backend);
    this.encoder = new ImageEncoder(folder, programs.eyes(), executables, cache);
    this.prompts = new PromptBlocks(folder, encoder);
    this.info = describe(name, folder, backend);
  }

  ModelFolder folder() {
    return folder;
  }

  /** Returns what makes pictures of a model that has an image decoder, see {@link #painting}. */
  ModelPrograms.Brush brush() {
    return programs.brush().orElseThrow();
  }

  Executables executables() {
    return executables;
  }

  PromptBlocks prompts() {
    return prompts;
  }

  StreamThreads streams() {
    return streams;
  }

  /** Builds the programs that most calls need. */
  void prepare(Preparation preparation) {
    preparation.build(executables);
  }

  /** Begins work for which {@link #close} waits. */
  WorkGate.Pass enter() {
    return entrance.enter();
  }

  BlockReader blockReader() {
    return new BlockReader(folder.layout(), folder.chat());
  }

  ModelFolder.Painting painting() {
    return folder
        .painting()
        .orElseThrow(
            () ->
                new MissingPartException(
                    String.format(
                        Locale.ROOT,
                        "%s has no image decoder, so it cannot paint: its folder has no dit/ and"
                            + " vae/, and KelixBuilder.imageDecoder named none",
                        name)));
  }

  /** Returns the most condition rows that the image decoder was trained with. */
  int conditionRows() {
    return painting().dit().conditionRows();
  }

  BlockWriter.Rules rules(UnderstandingOptions options) {
    Choice choice = Choice.ofAnswer(folder.wishes(), options.sampling(), options.seed());
    return rules(options.maxBlocks(), options.stopRule(), choice, false);
  }

  BlockWriter.Rules rules(int limit, StopRule stopRule, Choice choice, boolean keepHidden) {
    BlockLayout layout = folder.layout();
    return new BlockWriter.Rules(
        folder.config().ends(),
        layout.visionStart(),
        layout.visionEnd(),
        limit,
        stopRule,
        choice,
        keepHidden);
  }

  CachedSession session(int capacity) {
    return new CachedSession(programs.language(), executables, capacity);
  }

  BlockWriter write(int[] blocks, BlockWriter.Rules rules) {
    LanguageSession session = session(blocks.length / folder.layout().width() + rules.limit());
    return new BlockWriter(session, blocks, rules);
  }

  private AnswerRun answer(Prompt prompt, UnderstandingOptions options) {
    long begun = System.nanoTime();
    PromptReading reading = prompts.read(prompt, false, options.maxBlocks());
    BlockWriter.Rules rules = rules(options);
    return new AnswerRun(
        reading, blocks -> write(blocks, rules), Occupation.NONE, blockReader(), begun);
  }

  @Override
  public VisualTokens tokenize(Image image) {
    Objects.requireNonNull(image, "image is null");
    BlockingCall.begin("tokenize(Image)").requireLeave(() -> "nothing was done");
    return entrance.pass(() -> encoder.encode(image));
  }

  @Override
  public Understanding understand(Prompt prompt, UnderstandingOptions options) {
    Objects.requireNonNull(prompt, "prompt is null");
    Objects.requireNonNull(options, "options is null");
    entrance.requireOpen();
    return new Answering(this, () -> answer(prompt, options));
  }

  @Override
  public Conversation converse() {
    entrance.requireOpen();
    return new Dialogue(this);
  }

  @Override
  public Generation generate(Prompt prompt, GenerationOptions options) {
    Objects.requireNonNull(prompt, "prompt is null");
    Objects.requireNonNull(options, "options is null");
    entrance.requireOpen();
    return new Painting(this, prompt, options);
  }

  @Override
  public ModelInfo model() {
    entrance.requireOpen();
    return info;
  }

  private static ModelInfo describe(String name, ModelFolder folder, Backend backend) {
    BlockLayout layout = folder.layout();
    List<ModelInfo.Component> components = new ArrayList<>();
    components.add(component("language model", folder.weights()));
    folder
        .painting()
        .ifPresent(
            p -> {
              components.add(component("diffusion transformer", p.ditWeights()));
              components.add(component("autoencoder", p.vaeWeights()));
            });
    int side = folder.painting().map(p -> p.dit().inputSize() * p.dit().downsampleRate()).orElse(0);
    return new ModelInfo(
        name,
        backend.name(),
        backend.device(),
        components,
        layout.codebooks(),
        layout.codebookSize(),
        layout.vocabulary(),
        folder.config().backbone().maxPositions(),
        side,
        folder.wishes().answering(),
        folder.wishes().drawing());
  }

  private static ModelInfo.Component component(String name, TensorSource weights) {
    long bytes = 0;
    long count = 0;
    Map<String, Long> types = new TreeMap<>();
    // A table that is two weights at once is one in the file.
    Set<StoredTensor> distinct = new LinkedHashSet<>();
    weights.names().forEach(tensor -> distinct.add(weights.find(tensor).orElseThrow()));
    for (StoredTensor stored : distinct) {
      bytes += stored.length();
      count += stored.elements();
      types.merge(stored.type().name(), stored.length(), Long::sum);
    }
    String most =
        types.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    return new ModelInfo.Component(name, count, bytes, most);
  }

  /** Frees the model also if nobody closes it; once, when it is ready for use. */
  void watch() {
    ward = ForgottenModels.watch(this, name, holdings::free);
  }

  @Override
  public void close() {
    ForgottenModels.Ward watched = ward;
    if (watched != null) {
      watched.closed();
    }
    holdings.free();
  }

  /** What a model holds outside of Java's heap; does not lead to the model itself. */
  private record Holdings(
      Entrance entrance, StreamThreads streams, Executables executables, Backend backend) {

    /** Waits for work in flight, then frees; a second call does nothing. */
    void free() {
      if (entrance.close()) {
        // Whatever fails, the rest is freed.
        try (backend;
            executables) {
          streams.close();
        }
      }
    }
  }
}
