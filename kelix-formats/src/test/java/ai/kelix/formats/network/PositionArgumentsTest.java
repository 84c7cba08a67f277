package ai.kelix.formats.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.PositionArguments.Position;
import ai.kelix.model.dit.PositionArguments.Question;
import ai.kelix.testkit.Fixtures;
import ai.kelix.tokenizer.image.Size;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Places of condition rows; kelix-dit §7.4 and §8 tell the numbers. */
class PositionArgumentsTest {
  private static final Size LATENT = new Size(4, 4);

  private final DitConfig stretching =
      DitConfigReader.read(Fixtures.path("dit-micro-b/config.json"));
  private final DitConfig plain = DitConfigReader.read(Fixtures.path("dit-micro-a/config.json"));

  @Test
  void keysAreStretchedInFloat32() {
    // 11 · 26/22 is 13, but not in float32.
    PositionArguments positions = grid(22, 26, 26 * 28, 1);

    assertThat(row(positions, stretching, 11)).isEqualTo(12);
    assertThat(row(positions, plain, 11)).isEqualTo(11);
  }

  @Test
  void aFinerConditionIsNotShrunk() {
    assertThat(row(grid(22, 26, 28, 1), stretching, 11)).isEqualTo(11);
  }

  @Test
  void conditionPositionsAreScaledInFloat32() {
    // 90 · 0.7 is 63 in float32 and 62.99… in float64.
    PositionArguments positions = grid(91, 1, 28, 0.7);

    assertThat(positions.condition().get(90)).isEqualTo(new Position(63, 0));
  }

  private static PositionArguments grid(int rows, int columns, int side, double scale) {
    OptionalInt real = OptionalInt.of(rows * columns);
    return PositionArguments.of(
        new Question(LATENT, 2.0 * rows, 2.0 * columns, rows * columns, side, real, scale));
  }

  private static long row(PositionArguments positions, DitConfig config, int gridRow) {
    int rows = positions.condition().size();
    int columns = positions.conditionGrid().width();
    return positions.keys(config, rows).longs()[2 * gridRow * columns];
  }

  @Test
  void theDemoAssumesASquareGridAndCorrectsItsWidth() {
    PositionArguments release = painting(720, 442);

    assertThat(release.conditionGrid()).isEqualTo(new Size(26, 17));
    assertThat(release.condition()).hasSize(720);
    assertThat(release.condition().get(441)).isEqualTo(new Position(25, 16));
    assertThat(release.condition().get(442)).isEqualTo(new Position(0, 0));
  }

  @Test
  void trainingKnowsTheGridOfTheImage() {
    Question question = Question.whenTraining(plain, new Size(32, 32), new Size(36, 36), 720, 442);

    assertThat(PositionArguments.of(question).conditionGrid()).isEqualTo(new Size(18, 25));
    assertThat(question.imageSide()).isEqualTo(32 * plain.downsampleRate());
  }

  @Test
  void aGridOfMoreCellsThanRowsIsCut() {
    PositionArguments full = painting(720, 720);

    assertThat(full.conditionGrid()).isEqualTo(new Size(26, 28));
    assertThat(full.condition()).hasSize(728);
    assertThat(full.keys(plain, 720).sizes()).containsExactly(720, 2);
  }

  @Test
  void rowsBehindTheListLieAtItsOrigin() {
    long[] places = painting(20, 18).keys(plain, 30).longs();

    assertThat(places).hasSize(60).endsWith(0, 0);
  }

  private PositionArguments painting(int maxRows, int realRows) {
    return PositionArguments.of(Question.whenPainting(plain, LATENT, maxRows, realRows));
  }
}
