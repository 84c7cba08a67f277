package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidModelException;
import ai.kelix.formats.checkpoint.MalformedFileException;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tools.verify.Finding.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with other groups, arguments and forms than the fixtures have. */
class AnyFolderTest {
  private static final String ROTATING = "dit-micro-b";
  private static final String PATCHED = "dit-micro-b/softmax";

  @TempDir private Path folder;

  @Test
  void groupsAreFoundByTheirFormWhateverTheirNames() throws IOException {
    AlteredRecording altered =
        new AlteredRecording(ROTATING)
            .only("in.", "t12.", "tmix.", "uncond.", "pos.", "select.", "train.lr.", "connector")
            .renamed(
                name ->
                    name.replace("t12.", "t7.")
                        .replace("tmix.", "each.")
                        .replace("pos.main", "pos.here")
                        .replace("select.full_cut", "select.short")
                        .replace("cosine_v2", "cosine_v2_late"));
    altered.arguments(all -> ((ObjectNode) all.get("calls")).put("positions", "pos.here"));

    Report report = verified(altered);

    assertThat(report.passed()).isTrue();
    assertThat(with(report, Verdict.EQUAL))
        .contains("t7.velocity", "each.velocity", "uncond.velocity", "pos.here.cond_width")
        .contains("select.short.condition", "train.lr.cosine_v2_late", "connector");
    assertThat(with(report, Verdict.SKIPPED)).isEmpty();
  }

  @Test
  void callsWithoutPositionsRotateNothing() throws IOException {
    AlteredRecording altered = new AlteredRecording(ROTATING).only("in.", "t12.");
    altered.arguments(all -> ((ObjectNode) all.get("calls")).putNull("positions"));

    Report report = verified(altered);

    assertThat(with(report, Verdict.DIFFERENT)).containsExactly("t12.velocity");
  }

  @Test
  void argumentsAreMissedWhereTheyAreNeeded() throws IOException {
    Report report =
        verified(
            new AlteredRecording(ROTATING)
                .only("in.", "t12.", "pos.", "select.", "schedule.", "train.lr.", "train.sigmas")
                .withoutArguments());

    assertThat(report.passed()).isFalse();
    assertThat(with(report, Verdict.DIFFERENT)).isEmpty();
    assertThat(with(report, Verdict.EQUAL))
        .contains("schedule.linspace20.sigmas", "train.sigmas", "select.prompt_used");
    assertThat(finding(report, "pos.wide.cond_height").note())
        .contains("there is no", Arguments.FILE, "'pos.wide'");
    assertThat(with(report, Verdict.UNDECIDED))
        .contains("t12.velocity", "select.full.condition", "train.lr.constant");
  }

  @Test
  void anInputThatWasNotRecordedLeavesItsGroupUndecided() throws IOException {
    Report report =
        verified(new AlteredRecording(ROTATING).only("in.latent", "in.condition", "t12.", "pos."));

    assertThat(report.passed()).isFalse();
    assertThat(with(report, Verdict.DIFFERENT)).isEmpty();
    assertThat(finding(report, "t12.velocity").verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(report, "t12.velocity").note())
        .contains("nothing was recorded as 'in.mask'");
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    AlteredRecording altered = new AlteredRecording(ROTATING).only("pos.");
    altered.arguments(all -> ((ObjectNode) all.get("pos.wide")).remove("max_seq_len"));
    altered.arguments(all -> ((ObjectNode) all.get("pos.main")).remove("token_embed_lengths"));

    Report report = verified(altered);

    assertThat(finding(report, "pos.wide.x_width").note()).contains("'pos.wide' lacks max_seq_len");
    assertThat(finding(report, "pos.main.x_width").note())
        .contains("'pos.main' lacks token_embed_lengths");
  }

  @Test
  void anArgumentThatNoCheckKnowsIsNotIgnored() throws IOException {
    AlteredRecording altered = new AlteredRecording(ROTATING).only("select.");
    altered.arguments(all -> ((ObjectNode) all.get("select.full")).put("skip_rows", 2));

    Report report = verified(altered);

    assertThat(report.passed()).isFalse();
    assertThat(finding(report, "select.full.condition").note())
        .contains("'select.full' has 'skip_rows', which no check knows");
    assertThat(finding(report, "select.full_cut.condition").verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void argumentsThatAreNoJsonAreRefused() throws IOException {
    Path written = new AlteredRecording(ROTATING).only("pos.").write(folder);
    Files.writeString(written.resolve(Arguments.FILE), "[1]");

    assertThatThrownBy(() -> verified(written))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(Arguments.FILE);
  }

  @Test
  void aTensorThatNoCheckKnowsIsUndecided() throws IOException {
    HostTensor extra = HostTensor.of(new float[] {1}, 1);

    Report report =
        verified(
            new AlteredRecording(PATCHED)
                .only("in.", "t250.")
                .with("t250.block0.self.other", extra)
                .with("elsewhere", extra));

    assertThat(report.passed()).isFalse();
    assertThat(report.uncompared().get("no check knows it"))
        .containsExactlyInAnyOrder("t250.block0.self.other", "elsewhere");
    assertThat(with(report, Verdict.DIFFERENT)).isEmpty();
  }

  @Test
  void predictionsWithSigmaAreKnownWholeAndCut() throws IOException {
    AlteredRecording altered = new AlteredRecording(PATCHED).only("in.", "t250.", "t777.");
    HostTensor whole = altered.get("t777.velocity");
    altered.with("t777.velocity", firstHalf(whole));

    Report report = verified(altered);

    assertThat(report.passed()).isTrue();
    assertThat(with(report, Verdict.EQUAL))
        .contains("t250.velocity", "t250.velocity_first_half", "t777.velocity");
  }

  /** Of {@code [2, 6, 6, 8]} the first three channels. */
  private static HostTensor firstHalf(HostTensor whole) {
    float[] all = whole.floats();
    int half = all.length / 4;
    float[] cut = Arrays.copyOf(all, 2 * half);
    System.arraycopy(all, 2 * half, cut, half, half);
    long[] sizes = whole.sizes();
    return HostTensor.of(cut, sizes[0], sizes[1] / 2, sizes[2], sizes[3]);
  }

  @Test
  void otherTablesOfPositionsAreComputed() throws IOException {
    AlteredRecording altered = new AlteredRecording(ROTATING).only("pe.");
    HostTensor table = altered.get("pe.6x4");

    Report report = verified(altered.with("pe.4x6", table));

    assertThat(finding(report, "pe.6x4").verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(finding(report, "pe.4x6").verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void anAutoencoderThatDoesNotFitIsRefusedIfItIsNamed() throws IOException {
    Path written = new AlteredRecording(ROTATING).only("pipeline").write(folder);
    Optional<Path> named = Optional.of(Fixtures.path("dcae-micro-a"));

    assertThat(with(verified(written), Verdict.SKIPPED))
        .contains("pipeline.image", "pipeline.hidden", "pipeline.vae_input");
    try (ReferenceBackend backend = new ReferenceBackend()) {
      assertThatThrownBy(() -> Verification.of(written, named, backend))
          .isInstanceOf(InvalidModelException.class)
          .hasMessageContainingAll("4 channels and 1/8", "6 channels and 1/4");
    }
  }

  private Report verified(AlteredRecording altered) throws IOException {
    return verified(altered.write(folder));
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
