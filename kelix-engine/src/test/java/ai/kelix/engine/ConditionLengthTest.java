package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.MemoryTensorSource;
import org.junit.jupiter.api.Test;

/** How many rows a condition may have: as many as the stored null condition (kelix-dit §4.1). */
class ConditionLengthTest {
  private final DitConfig config = DitConfigReader.read(Fixtures.path("dit-micro-a/config.json"));

  @Test
  void theStoredTableHasTheLastWord() {
    assertThat(config.conditionRows()).isEqualTo(8);
    try (Checkpoint weights = Checkpoint.openDiffusionTransformer(Fixtures.path("dit-micro-a"))) {
      assertThat(ModelFolder.withStoredRows(config, weights))
          .isEqualTo(config.withConditionRows(12));
    }
  }

  @Test
  void theConfigurationDecidesWhereNoneIsStored() {
    assertThat(ModelFolder.withStoredRows(config, MemoryTensorSource.empty())).isEqualTo(config);
  }
}
