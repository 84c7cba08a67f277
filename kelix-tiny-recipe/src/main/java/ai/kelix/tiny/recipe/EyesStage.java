package ai.kelix.tiny.recipe;

import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tiny.world.dataset.Mixture;
import ai.kelix.tiny.world.dataset.TrainingPictures;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.training.run.TrainingStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Opens the eyes before there is language, as a contrastive encoder would be before the paper's
 * stage 1: every cell must name what it shows. A picture without its dialogue costs a quarter.
 */
final class EyesStage implements TrainingStage {
  /** Mostly words: shapes and bars are told apart a hundred times sooner than letters. */
  private static final Mixture PICTURES = new Mixture(3, 6, 1, Mixture.DEFAULTS.prompts());

  private final KelixTokenizerModel eyes;
  private final CellTeaching teaching;
  private final int batch;
  private final PatchMemory memory = new PatchMemory();

  EyesStage(TokenizerConfig config, Parameters parameters, int batch) {
    this.eyes = new KelixTokenizerModel(parameters, config);
    this.teaching = new CellTeaching(parameters, config);
    this.batch = batch;
  }

  @Override
  public Batch prepare(long number) {
    List<Picture> pictures =
        LongStream.range(number * batch, (number + 1) * batch)
            .mapToObj(index -> TrainingPictures.picture(index, PICTURES))
            .toList();
    PatchMemory.Drawn drawn = memory.draw(pictures);
    CellAnswers answers = CellAnswers.of(pictures);
    return scope -> losses(scope, drawn.upload(scope), answers);
  }

  private Losses losses(TensorScope scope, Tensor pixels, CellAnswers answers) {
    Tensor z = PictureCodes.features(eyes, pixels);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Tensor loss = teaching.loss(scope, z, pixels, answers, parts);
    return new Losses(loss, parts);
  }
}
