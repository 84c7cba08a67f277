package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tools.verify.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of an autoencoder in another form than the fixture's. */
class AutoencoderFolderTest {
  private static final List<String> LATENT_TO_IMAGE =
      List.of("in.latent", "dec.image", "dec.image_from_scaled", "dec.rgb", "dec.rgb_truncated");

  @TempDir private Path folder;

  @Test
  void aBatchOfOneIsComparedStageByStageToo() throws IOException {
    AlteredRecording altered = new AlteredRecording("dcae-micro-a").only("in.latent", "dec.");
    for (String name : LATENT_TO_IMAGE) {
      altered.with(name, Joined.first(altered.get(name)));
    }

    try (ReferenceBackend backend = new ReferenceBackend()) {
      Report report = Verification.of(altered.write(folder), Optional.empty(), backend).run();

      assertThat(report.findings())
          .filteredOn(finding -> finding.verdict() != Verdict.INPUT)
          .allMatch(finding -> finding.verdict() == Verdict.EQUAL)
          .extracting(Finding::tensor)
          .contains("dec.image", "dec.conv_in", "dec.0.1.conv1", "dec.3.0.attn");
    }
  }
}
