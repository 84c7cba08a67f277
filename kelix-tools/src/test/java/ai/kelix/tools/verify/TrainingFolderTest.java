package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenFile;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tools.verify.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of training, and what becomes of them when something is missing or stated. */
class TrainingFolderTest {
  private static final Path FIXTURE = Fixtures.path("training-micro-a");

  @TempDir private Path parent;

  @Test
  void everyTensorIsComparedButForGradients() {
    Report report = verified(FIXTURE);

    assertThat(report.passed()).isTrue();
    assertThat(with(report, Verdict.DIFFERENT)).isEmpty();
    assertThat(report.findings())
        .filteredOn(finding -> finding.verdict() == Verdict.SKIPPED)
        .allMatch(finding -> finding.note().contains("which reference has not"));
    assertThat(with(report, Verdict.EQUAL))
        .contains("quantizers.pq.loss", "quantizers.pq_masked.loss", "quantizers.rq.loss")
        .contains("quantizers.fsq.index", "quantizers.shared.loss", "quantizers.stats.perplexity")
        .contains("quantizers.kmeans.counts", "quantizers.kmeans.lloyd.after5")
        .contains("unify.unified_table", "unify.block_embeddings", "unify.tokenizer_table")
        .contains("nbp.loss", "nbp.slot_loss", "nbp.hidden", "nbp.reference.loss")
        .contains("flow.drop.loss", "flow.plain.loss_per_sample", "flow.x_t")
        .contains("optim.lr.cosine_stop", "optim.adamw.rates", "optim.ema.average")
        .contains("packing.documents.full.mask", "packing.pack0.attention", "packing.dropped")
        .contains("packing.pack1.padded8.positions", "packing.packs.1")
        .contains("resolution.finder.1000x300", "resolution.tasks.ChartQA")
        .contains("resolution.cover_and_crop.503x1000.scaled", "resolution.aspect_check.7x7");
    assertThat(report.compared()).isEqualTo(210);
  }

  @Test
  void aMissingModelLeavesItsLossUndecided() throws IOException {
    Path folder = copied("nbp.safetensors", "packing.safetensors", "README.md");

    Report report = verified(folder);

    assertThat(finding(report, "nbp.loss").verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(report, "nbp.loss").note())
        .contains("there is no model with config.json and weights at", "ar-micro-a", "'nbp'");
    assertThat(report.passed()).isFalse();
  }

  @Test
  void argumentsNameAModelElsewhere() throws IOException {
    Path folder = copied("flow.safetensors");
    Path model = Fixtures.path("dit-micro-a").toAbsolutePath();
    Files.writeString(
        folder.resolve(Arguments.FILE),
        "{\"flow\": {\"weights\": \"" + folder.toAbsolutePath().relativize(model) + "\"}}");

    assertThat(verified(folder).passed()).isTrue();
  }

  @Test
  void theModelBesideIsFoundByTheNameOfTheFolder() throws IOException {
    Path folder = copied("flow.safetensors");
    Path beside = Files.createDirectory(parent.resolve("dit-other"));
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.copy(Fixtures.path("dit-micro-a").resolve(name), beside.resolve(name));
    }

    assertThat(verified(folder).passed()).isTrue();
  }

  @Test
  void whatDiffersUnderStatedSettingsIsDifferent() throws IOException {
    Path folder = copied("README.md");
    changed(folder, "quantizers", "rq.loss", TrainingFolderTest::shifted);

    Report report = verified(folder);

    assertThat(with(report, Verdict.DIFFERENT)).containsExactly("quantizers.rq.loss");
  }

  @Test
  void whatDiffersUnderAssumedSettingsIsUndecided() throws IOException {
    Path folder = copied();
    changed(folder, "quantizers", "rq.loss", TrainingFolderTest::shifted);

    Report report = verified(folder);

    assertThat(with(report, Verdict.DIFFERENT)).isEmpty();
    assertThat(finding(report, "quantizers.rq.loss").verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(report, "quantizers.rq.loss").note())
        .contains("commitment_weight is 0.25", Arguments.FILE);
    assertThat(finding(report, "quantizers.pq.loss").verdict())
        .as("what is equal confirms the assumption")
        .isEqualTo(Verdict.EQUAL);
  }

  @Test
  void argumentsComeBeforeTheReadme() throws IOException {
    Path folder = copied("quantizers.safetensors", "README.md");
    Files.writeString(
        folder.resolve(Arguments.FILE), "{\"quantizers\": {\"commitment_weight\": 0.5}}");

    Report report = verified(folder);

    assertThat(with(report, Verdict.DIFFERENT))
        .containsExactlyInAnyOrder(
            "quantizers.pq.loss",
            "quantizers.pq_masked.loss",
            "quantizers.rq.loss",
            "quantizers.shared.loss");
  }

  @Test
  void anArgumentThatNoCheckKnowsIsNotIgnored() throws IOException {
    Path folder = copied("optim.safetensors", "README.md");
    Files.writeString(folder.resolve(Arguments.FILE), "{\"optim\": {\"nesterov\": true}}");

    Report report = verified(folder);

    assertThat(finding(report, "optim.lr.cosine").note())
        .contains("'optim' has 'nesterov', which no check knows");
    assertThat(report.passed()).isFalse();
  }

  @Test
  void aTensorThatNoCheckKnowsIsUndecided() throws IOException {
    Path folder = copied("README.md");
    changed(folder, "optim", "lr.linear", none -> HostTensor.of(new float[13], 13));

    Report report = verified(folder);

    assertThat(with(report, Verdict.UNDECIDED)).containsExactly("optim.lr.linear");
    assertThat(finding(report, "optim.lr.linear").note()).contains("schedule 'linear'");
  }

  private static HostTensor shifted(HostTensor loss) {
    return HostTensor.of(new float[] {loss.floats()[0] + 1}, loss.sizes());
  }

  private Path copied(String... names) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("training-other"));
    for (String name : names) {
      Files.copy(FIXTURE.resolve(name), folder.resolve(name));
    }
    return folder;
  }

  /** Writes a file of the fixture with one tensor changed, or added if there was none. */
  private static void changed(
      Path folder, String file, String name, UnaryOperator<HostTensor> change) throws IOException {
    Map<String, HostTensor> tensors =
        new LinkedHashMap<>(GoldenFile.read(FIXTURE.resolve(file + ".safetensors")).tensors());
    HostTensor before = tensors.getOrDefault(name, HostTensor.of(new float[1], 1));
    tensors.put(name, change.apply(before));
    List<TensorPlan> plans = new ArrayList<>();
    tensors.forEach((n, t) -> plans.add(new TensorPlan(n, t.dtype(), t.shape())));
    Path target = folder.resolve(file + ".safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.open(target, plans, Map.of())) {
      tensors.values().forEach(tensor -> writer.write(tensor.data().duplicate()));
      writer.finish();
    }
  }

  private static Report verified(Path folder) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      return Verification.of(folder, Optional.empty(), backend).run();
    }
  }

  private static List<String> with(Report report, Verdict verdict) {
    return report.findings().stream()
        .filter(finding -> finding.verdict() == verdict)
        .map(Finding::tensor)
        .toList();
  }

  private static Finding finding(Report report, String tensor) {
    return report.findings().stream()
        .filter(finding -> finding.tensor().equals(tensor))
        .findFirst()
        .orElseThrow();
  }
}
