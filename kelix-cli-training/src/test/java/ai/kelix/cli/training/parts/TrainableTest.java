package ai.kelix.cli.training.parts;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.libtorch.LibtorchProvider;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tools.assembly.Assembly;
import ai.kelix.tools.assembly.AssemblyParts;
import ai.kelix.tools.assembly.AssemblySettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was assembled learns to write visual blocks, whose head begins at zero. */
class TrainableTest {
  private static final AssemblySettings SETTINGS = new AssemblySettings(2, 2, 8, 16, 0);

  @TempDir private Path folder;

  @Test
  void lossOfVisualBlocksFalls() throws IOException {
    ArConfig config = assembled();
    try (GradientBackend backend = open();
        Variables variables = backend.variables();
        Checkpoint weights = Checkpoint.openAsStored(folder.resolve("made"))) {
      for (String name : weights.names()) {
        var stored = weights.require(name);
        HostTensor values = HostTensor.wrap(weights.map(stored), stored.dtype(), stored.sizes());
        variables.put(name, values, true);
      }
      Optimizer optimizer = variables.adamW(new AdamW(0.9, 0.95, 1e-8, 0));
      double first = step(backend, variables, optimizer, config);
      double last = first;
      for (int i = 0; i < 30; i++) {
        last = step(backend, variables, optimizer, config);
      }
      assertThat(last).isFinite().isLessThan(0.5 * first);
    }
  }

  /** Predicts slots of the second block, a visual one, from the first. */
  private static double step(
      GradientBackend backend, Variables variables, Optimizer optimizer, ArConfig config) {
    BackboneConfig c = config.backbone();
    long eob = c.endOfBlockId();
    long[] blocks = {c.visionStartId(), eob, eob, c.firstId(0) + 1, c.firstId(1), eob};
    try (TensorScope scope = backend.scope(variables)) {
      Tensor ids = scope.upload(HostTensor.of(blocks, 1, 2, 3));
      KelixLanguageModel model = new KelixLanguageModel(Parameters.of(variables), config);
      Tensor all = model.teacherForced(ids, Precision.FLOAT32).logits();
      Tensor logits = all.squeeze(0).narrow(0, 0, 1).squeeze(0);
      Tensor predicted = logits.narrow(0, 0, 2).softmax(-1);
      float[] wanted = new float[2 * c.tableRows()];
      wanted[c.firstId(0) + 1] = 1;
      wanted[c.tableRows() + c.firstId(1)] = 1;
      Tensor target = scope.upload(HostTensor.of(wanted, 2, c.tableRows()));
      Tensor missed = predicted.times(target).sum(-1, false).minus(target.sum(-1, false));
      Tensor loss = missed.square().mean(0, false);
      variables.zeroGradients();
      variables.backward(loss);
      optimizer.step(0.01);
      return scope.download(scope.detached(loss)).floats()[0];
    }
  }

  private ArConfig assembled() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    BufferedImage image = new BufferedImage(56, 56, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(10, 10, 20, 40);
    ImageIO.write(image, "png", images.resolve("a.png").toFile());
    Path language = Qwen3Folder.write(folder.resolve("language"), false).path();
    Path vision = SiglipFolder.write(folder.resolve("vision"));
    AssemblyParts parts = new AssemblyParts(language, vision, images, Optional.empty());
    Path out = folder.resolve("made");
    Assembly assembly = Assembly.of(parts, SETTINGS, out, (stage, done, total) -> {});
    try (GradientBackend backend = open()) {
      assembly.write(out, backend, (stage, done, total) -> {});
    }
    return assembly.config();
  }

  private static GradientBackend open() {
    return (GradientBackend) new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
