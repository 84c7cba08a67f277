package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks built from each fixture compute what was recorded, on plain Java. */
class ReferenceFixtureTest {
  @ParameterizedTest
  @CsvSource({
    "ar-micro-a, 87",
    "ar-micro-a/hf-names, 87",
    "dcae-micro-a, 74",
    "dit-micro-a, 146",
    "dit-micro-a/qk-norm, 37",
    "dit-micro-a/qk-norm/diffusers, 37",
    "dit-micro-b, 130",
    "dit-micro-b/softmax, 30"
  })
  void reproducesEveryStage(String folder, long atLeast) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Report report = Verification.of(Fixtures.path(folder), Optional.empty(), backend).run();

      assertThat(report.findings())
          .filteredOn(finding -> finding.verdict() == Finding.Verdict.DIFFERENT)
          .isEmpty();
      assertThat(report.findings())
          .noneMatch(finding -> finding.verdict() == Finding.Verdict.UNDECIDED);
      assertThat(report.count(Finding.Verdict.EQUAL)).isGreaterThanOrEqualTo(atLeast);
    }
  }
}
