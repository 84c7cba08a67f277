package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tools.verify.Finding.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of images other than the fixture's. */
class LanguageFolderTest {
  private static final String FIXTURE = "ar-micro-a";

  @TempDir private Path folder;

  @Test
  void lossesOfSeveralImagesAreOfAllCellsTogether() throws IOException {
    AlteredRecording altered = new AlteredRecording(FIXTURE).only("pp.img0", "pp.pix", "pp.im");
    AlteredRecording whole = new AlteredRecording(FIXTURE);
    for (String name : List.of("pp.pixel_values", "pp.image_grid_thw")) {
      altered.with(name, twice(whole.get(name), 0));
    }
    altered.with("pp.img1.rgb", whole.get("pp.img0.rgb"));
    altered.with("vit.ln_post", twice(whole.get("vit.ln_post"), 0));
    altered.with("tok.indices", twice(whole.get("tok.indices"), 0));
    altered.with("tok.z", twice(whole.get("tok.z"), 1));
    altered.with("tok.z_q", twice(whole.get("tok.z_q"), 1));
    HostTensor losses = losses(altered.get("tok.z"), altered.get("tok.z_q"));
    altered.with("tok.codebook_loss", losses).with("tok.commitment_loss", losses);

    Report report = verified(altered);

    assertThat(report.findings())
        .filteredOn(finding -> finding.verdict() != Verdict.INPUT)
        .allMatch(finding -> finding.verdict() == Verdict.EQUAL)
        .extracting(Finding::tensor)
        .contains("tok.codebook_loss", "tok.z_q", "vit.ln_post", "pp.pixel_values");
  }

  /** Mean squared distance of each codebook, the very last cell zeroed but counted. */
  private static HostTensor losses(HostTensor z, HostTensor chosen) {
    int books = (int) z.sizes()[0];
    int cells = (int) z.sizes()[1];
    int width = (int) z.sizes()[2];
    float[] features = z.floats();
    float[] codes = chosen.floats();
    float[] losses = new float[books];
    for (int book = 0; book < books; book++) {
      double sum = 0;
      for (int i = 0; i < (cells - 1) * width; i++) {
        int at = book * cells * width + i;
        sum += Math.pow(features[at] - (double) codes[at], 2);
      }
      losses[book] = (float) (sum / (cells * width));
    }
    return HostTensor.of(losses, books);
  }

  private static HostTensor twice(HostTensor tensor, int axis) {
    return Joined.concat(List.of(tensor, tensor), axis);
  }

  @Test
  void imagesBesideThePromptAreComparedUnderAnyNameWithTheirLimits() throws IOException {
    Report report =
        verified(
            new AlteredRecording(FIXTURE)
                .only("pp.twostage", "pp.tiny")
                .renamed(name -> name.replace("twostage", "wide").replace("tiny", "other")));

    assertThat(report.passed()).isTrue();
    assertThat(report.compared()).isEqualTo(6);
  }

  @Test
  void limitsAct() throws IOException {
    AlteredRecording altered = new AlteredRecording(FIXTURE).only("pp.twostage");
    altered.arguments(all -> ((ObjectNode) all.get("pp.twostage")).put("max_pixels", 9408));

    assertThat(verified(altered).count(Verdict.DIFFERENT)).isEqualTo(2);
  }

  @Test
  void withoutArgumentsNothingTellsWhetherAnImageHadLimits() throws IOException {
    Report report =
        verified(new AlteredRecording(FIXTURE).only("pp.tiny", "pp.img0").withoutArguments());

    assertThat(report.passed()).isFalse();
    assertThat(report.uncompared().keySet()).anyMatch(reason -> reason.contains("'pp.tiny'"));
    assertThat(report.count(Verdict.EQUAL)).as("the prompt's image").isEqualTo(1);
  }

  private Report verified(AlteredRecording altered) throws IOException {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      return Verification.of(altered.write(folder), Optional.empty(), backend).run();
    }
  }
}
