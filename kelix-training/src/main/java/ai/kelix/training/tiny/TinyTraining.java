package ai.kelix.training.tiny;

import ai.kelix.core.gradient.AdamW;
import ai.kelix.core.gradient.GradientBackend;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.gradient.Variables;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.Initialization;
import ai.kelix.training.run.LearningRate;
import ai.kelix.training.run.RunFolder;
import ai.kelix.training.run.RunSettings;
import ai.kelix.training.run.TrainableParameters;
import ai.kelix.training.run.TrainingLog;
import ai.kelix.training.run.TrainingLoop;
import ai.kelix.training.run.TrainingStage;
import ai.kelix.training.tiny.data.Doodle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Trains kelix-tiny stage by stage; every stage resumes from its last checkpoint. */
public final class TinyTraining {
  private static final AdamW OPTIMIZER = new AdamW(0.9, 0.95, 1e-8, 0.01);

  private static final int PICTURES_OF_VAE = 16;
  private static final int LESSONS = 24;

  private final GradientBackend backend;
  private final int workers;
  private final TinyConfig config = TinyConfig.read();
  private final Path folder;
  private final TrainingLog log;
  private final String vocabulary;
  private final ChatTemplate chat;

  /**
   * Prepares training.
   *
   * @param workers threads that share the batch of a step; 1, 2, 4 or 8
   * @param folder receives one folder for each stage
   */
  public TinyTraining(GradientBackend backend, int workers, Path folder, TrainingLog log) {
    this.backend = backend;
    this.workers = workers;
    this.folder = folder;
    this.log = log;
    this.vocabulary = TinyVocabulary.kept(folder.resolve("tokenizer.json"));
    this.chat = ChatTemplate.of(TinyVocabulary.tokenizer(vocabulary));
  }

  /**
   * Makes codebooks of the trained features and writes a model folder that answers.
   *
   * @param target receives the folder
   * @param pictures how many give their features to the codebooks
   */
  public void export(Path target, int pictures) {
    Map<String, HostTensor> weights = new RunFolder(folder.resolve("features")).weights();
    CodebookBuilder builder = new CodebookBuilder(backend, config.language(), chat);
    TinyExport.write(target, builder.build(weights, pictures), vocabulary);
  }

  /**
   * Trains the autoencoder.
   *
   * @return whether all steps are done
   */
  public boolean vae(long steps, Duration limit) {
    try (Variables variables = backend.variables()) {
      Parameters parameters =
          new TrainableParameters(variables, new Initialization(1, 0.3), name -> true);
      PictureSource pictures =
          PictureSource.of(TinyConfig.SIDE, index -> Doodle.draw(TinyConfig.SIDE, index));
      VaeStage stage = new VaeStage(config.vae(), parameters, pictures, PICTURES_OF_VAE / workers);
      create(stage);
      return run(variables, stage, LearningRate.cosine(2e-3, 1e-4, 100, steps), steps, limit);
    }
  }

  /**
   * Trains eyes and language on continuous features.
   *
   * @return whether all steps are done
   */
  public boolean features(long steps, Duration limit) {
    return features(false, Map.of(), steps, limit);
  }

  private boolean features(
      boolean quantised, Map<String, HostTensor> initial, long steps, Duration limit) {
    try (Variables variables = backend.variables()) {
      initial.forEach((name, values) -> variables.put(name, values, isLearned(name)));
      Parameters parameters =
          new TrainableParameters(variables, new Initialization(2, 0.3), TinyTraining::isLearned);
      FeatureStage stage =
          new FeatureStage(config.language(), parameters, chat, LESSONS / workers, quantised);
      create(stage);
      return run(variables, stage, LearningRate.cosine(1.5e-3, 1e-4, 200, steps), steps, limit);
    }
  }

  /** The centres stay where K-means put them; their projections learn (paper: SimVQ). */
  private static boolean isLearned(String name) {
    return !name.matches("visual_tokenizer\\.quantizer\\.\\d+\\.embedding\\.weight");
  }

  /** One evaluation creates all variables before the optimiser looks for them. */
  private void create(TrainingStage stage) {
    try (TensorScope scope = backend.scope()) {
      stage.losses(0, scope);
    }
  }

  private boolean run(
      Variables variables, TrainingStage stage, LearningRate rate, long steps, Duration limit) {
    RunSettings settings =
        new RunSettings(
            folder.resolve(stage.name()),
            steps,
            limit,
            rate,
            OPTIMIZER,
            1.0,
            20,
            Duration.ofMinutes(5),
            workers);
    return new TrainingLoop(backend, variables, stage, settings).run(log);
  }
}
