package ai.kelix.tiny.recipe;

import ai.kelix.model.initial.Initialization;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.RateSchedule;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tiny.recipe.data.Doodle;
import ai.kelix.tiny.world.dataset.TrainingPictures;
import ai.kelix.tiny.world.scene.PictureRenderer;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.RunFolder;
import ai.kelix.training.run.RunSettings;
import ai.kelix.training.run.TensorArchive;
import ai.kelix.training.run.TrainableParameters;
import ai.kelix.training.run.TrainingLog;
import ai.kelix.training.run.TrainingLoop;
import ai.kelix.training.run.TrainingStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains kelix-tiny stage by stage; every stage resumes from its last checkpoint and begins with
 * what earlier stages left. One thread trains; {@link #stop} may come from any.
 */
public final class TinyTraining {
  private static final AdamW OPTIMIZER = new AdamW(0.9, 0.95, 1e-8, 0.01);
  private static final double CLIP = 1;
  private static final long LONGEST_WARMUP = 200;

  /** The learning rate falls to this part of its peak. */
  private static final double FLOOR = 1.0 / 15;

  private static final int LOG_EVERY = 20;
  private static final Duration SAVE_EVERY = Duration.ofMinutes(5);
  private static final int PICTURES_OF_CODEBOOKS = 1500;
  private static final int PICTURES_OF_SCALE = 128;
  private static final double RESIDUAL_SCALE = 0.3;

  private final GradientBackend backend;
  private final TinySettings settings;
  private final TinyConfig config = TinyConfig.read();
  private final Path folder;
  private final TrainingLog log;
  private final String vocabulary;
  private final ChatTemplate chat;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicReference<@Nullable TrainingLoop> running = new AtomicReference<>();

  /**
   * Prepares training.
   *
   * @param folder receives one folder for each stage
   */
  public TinyTraining(
      GradientBackend backend, TinySettings settings, Path folder, TrainingLog log) {
    this.backend = backend;
    this.settings = settings;
    this.folder = folder;
    this.log = log;
    this.vocabulary = TinyVocabulary.kept(folder.resolve("tokenizer.json"));
    this.chat = ChatTemplate.of(TinyVocabulary.tokenizer(vocabulary));
  }

  /** Ends training after the step in progress, with a checkpoint; later stages do not begin. */
  public void stop() {
    stopped.set(true);
    TrainingLoop loop = running.get();
    if (loop != null) {
      loop.stop();
    }
  }

  /**
   * Trains one stage until its last step, the time limit or {@link #stop}.
   *
   * @param steps of the whole stage, counted over resumptions
   * @return whether all steps are done
   * @throws IllegalStateException if an earlier stage has left no checkpoint
   */
  public boolean run(TinyStage stage, long steps, Duration limit) {
    try (Variables variables = backend.variables();
        Variables frozen = backend.variables()) {
      TrainingStage network =
          switch (stage) {
            case VAE -> vae(variables);
            case EYES -> eyes(variables);
            case FEATURES -> features(variables, false);
            case QUANTISED -> features(variables, true);
            case LANGUAGE -> language(variables, steps);
            case DIFFUSION -> diffusion(variables, frozen);
          };
      return loop(stage, variables, network, steps, limit);
    }
  }

  /**
   * Writes a model folder from what has been trained so far: without the language stage a model
   * that answers only, with the diffusion stage one that paints as well.
   *
   * @param target receives the folder
   */
  public void export(Path target) {
    TinyExport export = new TinyExport(target);
    export.language(languageWeights(), vocabulary);
    RunFolder diffusion = runFolder(TinyStage.DIFFUSION);
    if (diffusion.lastStep().isPresent()) {
      try (Variables frozen = backend.variables()) {
        double factor = latents(frozen).scalingFactor();
        export.painting(diffusion.weights(), runFolder(TinyStage.VAE).weights(), factor);
      }
    }
    export.list();
  }

  /** The best that can answer: after the language stage, else what it would begin with. */
  private Map<String, HostTensor> languageWeights() {
    RunFolder language = runFolder(TinyStage.LANGUAGE);
    return language.lastStep().isPresent() ? language.weights() : beforeLanguage();
  }

  private Map<String, HostTensor> beforeLanguage() {
    RunFolder quantised = runFolder(TinyStage.QUANTISED);
    Map<String, HostTensor> weights =
        quantised.lastStep().isPresent() ? quantised.weights() : withCodebooks();
    VisualRows.project(backend, config.language(), weights);
    return weights;
  }

  private Map<String, HostTensor> withCodebooks() {
    return new CodebookBuilder(backend, config.language(), chat)
        .build(runFolder(TinyStage.FEATURES).weights(), PICTURES_OF_CODEBOOKS);
  }

  private VaeStage vae(Variables variables) {
    // Scenes as they will be painted, and doodles so that nothing depends on their regularity.
    PictureSource pictures =
        PictureSource.of(
            TinyConfig.SIDE,
            index ->
                index % 4 == 0
                    ? Doodle.draw(TinyConfig.SIDE, index)
                    : PictureRenderer.packed(TrainingPictures.picture(index)));
    Parameters parameters = learned(variables, TinyStage.VAE, name -> true);
    return new VaeStage(config.vae(), parameters, pictures, batch(TinyStage.VAE));
  }

  private EyesStage eyes(Variables variables) {
    // The language model of an earlier run may lie beside the eyes; it has nothing to learn here.
    Parameters parameters = learned(variables, TinyStage.EYES, name -> !name.startsWith("model."));
    return new EyesStage(config.language().tokenizer(), parameters, batch(TinyStage.EYES));
  }

  private FeatureStage features(Variables variables, boolean quantised) {
    TinyStage stage = quantised ? TinyStage.QUANTISED : TinyStage.FEATURES;
    // The centres stay where K-means put them; their projections learn (paper: SimVQ).
    Predicate<String> learns =
        name -> !name.matches("visual_tokenizer\\.quantizer\\.\\d+\\.embedding\\.weight");
    RunFolder own = runFolder(stage);
    if (quantised) {
      fill(variables, own.lastStep().isPresent() ? own.weights() : withCodebooks(), learns);
    } else if (own.lastStep().isEmpty() && runFolder(TinyStage.EYES).lastStep().isPresent()) {
      fill(variables, runFolder(TinyStage.EYES).weights(), learns);
    }
    Parameters parameters = learned(variables, stage, learns);
    return new FeatureStage(config.language(), parameters, chat, batch(stage), quantised);
  }

  private LanguageStage language(Variables variables, long steps) {
    Predicate<String> learns =
        name -> name.startsWith("model.") || name.startsWith(LanguageStage.DRAWN);
    fill(variables, languageWeights(), learns);
    Parameters parameters = learned(variables, TinyStage.LANGUAGE, learns);
    return new LanguageStage(
        config.language(),
        parameters,
        chat,
        batch(TinyStage.LANGUAGE),
        Math.max(1, steps) * settings.workers());
  }

  private DiffusionStage diffusion(Variables variables, Variables frozen) {
    fill(frozen, runFolder(TinyStage.LANGUAGE).weights(), name -> false);
    DrawingStates states = new DrawingStates(backend, frozen, config.language(), chat);
    PictureLatents latents = latents(frozen);
    Predicate<String> learns = name -> !name.equals("y_embedder.y_embedding");
    Parameters parameters = learned(variables, TinyStage.DIFFUSION, learns);
    int batch = batch(TinyStage.DIFFUSION);
    return new DiffusionStage(config.dit(), parameters, states, latents, batch);
  }

  private PictureLatents latents(Variables frozen) {
    fill(frozen, runFolder(TinyStage.VAE).weights(), name -> false);
    List<Lesson> lessons =
        LongStream.range(0, PICTURES_OF_SCALE)
            .mapToObj(index -> Lesson.drawing(chat, index))
            .toList();
    return PictureLatents.measured(backend, frozen, config.vae(), lessons);
  }

  private static void fill(
      Variables variables, Map<String, HostTensor> weights, Predicate<String> learns) {
    weights.forEach((name, values) -> variables.put(name, values, learns.test(name)));
  }

  private Parameters learned(Variables variables, TinyStage stage, Predicate<String> learns) {
    if (runFolder(stage).lastStep().isEmpty()) {
      settings.origin().ifPresent(model -> begin(variables, model.resolve(stage.file()), learns));
    }
    TinyFirstValues first = new TinyFirstValues(new Initialization(stage.seed(), RESIDUAL_SCALE));
    return Parameters.of(new TrainableParameters(variables, first::of, learns));
  }

  /** Takes what a model folder has; what variables hold already comes from a later stage. */
  private static void begin(Variables variables, Path weights, Predicate<String> learns) {
    if (Files.exists(weights)) {
      TensorArchive.read(weights)
          .forEach(
              (name, values) -> {
                if (!variables.names().contains(name)) {
                  variables.put(name, HalfPrecision.widened(values), learns.test(name));
                }
              });
    }
  }

  private int batch(TinyStage stage) {
    return settings.batchOfWorker(stage);
  }

  private RunFolder runFolder(TinyStage stage) {
    return new RunFolder(path(stage));
  }

  private Path path(TinyStage stage) {
    return folder.resolve(stage.name().toLowerCase(Locale.ROOT));
  }

  private boolean loop(
      TinyStage stage, Variables variables, TrainingStage network, long steps, Duration limit) {
    long warmup = Math.min(LONGEST_WARMUP, steps / 5);
    RunSettings run =
        new RunSettings(
            batch(stage),
            stage.reducedPrecision(),
            path(stage),
            steps,
            limit,
            RateSchedule.cosine(warmup, steps, FLOOR).warmedUpFromTheFirstStep(warmup),
            settings.learningRate(stage),
            OPTIMIZER,
            CLIP,
            LOG_EVERY,
            SAVE_EVERY,
            settings.workers(),
            settings.loaders());
    TrainingLoop loop = new TrainingLoop(backend, variables, network, run);
    running.set(loop);
    if (stopped.get()) {
      loop.stop();
    }
    try {
      return loop.run(log);
    } finally {
      running.set(null);
    }
  }
}
