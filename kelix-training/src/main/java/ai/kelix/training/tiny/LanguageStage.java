package ai.kelix.training.tiny;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.TrainingStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Next-block prediction on codes (kelix-ar §12): every second lesson answers about a picture, every
 * other writes one. The eyes stay as they are.
 */
final class LanguageStage implements TrainingStage {
  private final ArConfig config;
  private final Parameters parameters;
  private final ChatTemplate chat;
  private final int batch;

  LanguageStage(ArConfig config, Parameters parameters, ChatTemplate chat, int batch) {
    this.config = config;
    this.parameters = parameters;
    this.chat = chat;
    this.batch = batch;
  }

  @Override
  public String name() {
    return "language";
  }

  @Override
  public boolean reducedPrecision() {
    return true;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public Losses losses(long number, TensorScope scope) {
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      long index = number * batch + i;
      lessons.add(i % 2 == 0 ? Lesson.understanding(chat, index) : Lesson.drawing(chat, index));
    }
    LessonBatch rows = LessonBatch.of(lessons);
    HostTensor codes = new PictureCodes(parameters, config).ids(scope, rows.pixels());
    LessonNetwork network = new LessonNetwork(parameters, config);
    Tensor hidden = network.hidden(scope, rows, network.cells(scope.upload(codes)));
    BlockTargets targets = BlockTargets.of(config, rows, codes);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Tensor sum = null;
    for (BlockTargets.Group group : targets.groups()) {
      Tensor states = hidden.rows(LossMath.upload(scope, group.positions()));
      Tensor logits = network.slotLogits(states, inputs(scope, group));
      Tensor labels = LossMath.upload(scope, group.labels());
      Tensor each = LossMath.crossEntropy(logits, labels);
      parts.put(group.name(), LossMath.mean(each));
      parts.put(group.name() + " right", LossMath.accuracy(logits, labels));
      Tensor weighted = each.sum(0, false).times(group.weight());
      sum = sum == null ? weighted : sum.plus(weighted);
    }
    if (sum == null) {
      throw new IllegalStateException("batch " + number + " has nothing to learn");
    }
    return new Losses(sum.times(1.0 / targets.slots()), parts);
  }

  private static Tensor inputs(TensorScope scope, BlockTargets.Group group) {
    Tensor labels = LossMath.upload(scope, group.labels());
    Dim blocks = Dim.of(group.positions().size());
    Dim slots = Dim.of(group.slots());
    return labels.reshape(blocks, slots).narrow(1, 0, group.slots() - 1);
  }
}
