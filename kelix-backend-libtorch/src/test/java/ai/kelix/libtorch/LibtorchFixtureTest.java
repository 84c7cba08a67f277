package ai.kelix.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.engine.Backends;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tools.verify.Finding;
import ai.kelix.tools.verify.Report;
import ai.kelix.tools.verify.Verification;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded stage of every fixture, in both namings, comes out of this backend. */
class LibtorchFixtureTest {
  private static final Path FIXTURES = Path.of(System.getProperty("kelix.fixtures"));
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backends.open(Optional.of("libtorch"), BackendOptions.DEFAULTS);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ar-micro-a, 87",
    "ar-micro-a/hf-names, 87",
    "dcae-micro-a, 74",
    "dit-micro-a, 179",
    "dit-micro-a/qk-norm, 37",
    "dit-micro-a/qk-norm/diffusers, 37",
    "dit-micro-b, 163",
    "dit-micro-b/softmax, 30",
    "training-micro-a, 327"
  })
  void reproducesEveryStage(String folder, long atLeast) {
    Report report = Verification.of(FIXTURES.resolve(folder), Optional.empty(), backend).run();
    assertThat(report.findings())
        .filteredOn(finding -> finding.verdict() == Finding.Verdict.DIFFERENT)
        .isEmpty();
    assertThat(report.findings())
        .filteredOn(finding -> finding.verdict() == Finding.Verdict.SKIPPED)
        .allMatch(finding -> folder.equals("dit-micro-b") && finding.stage().equals("pipeline"));
    assertThat(report.findings())
        .noneMatch(finding -> finding.verdict() == Finding.Verdict.UNDECIDED);
    assertThat(report.count(Finding.Verdict.EQUAL)).isGreaterThanOrEqualTo(atLeast);
  }
}
