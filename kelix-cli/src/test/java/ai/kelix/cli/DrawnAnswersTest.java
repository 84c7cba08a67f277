package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.Conversation;
import ai.kelix.GenerationOptions;
import ai.kelix.Kelix;
import ai.kelix.NothingDrawnException;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
import ai.kelix.VisualTokens;
import ai.kelix.tiny.world.dataset.HeldOut;
import ai.kelix.tiny.world.dataset.PictureQuestion;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that are pictures: kelix-tiny draws when a prompt shows none. */
class DrawnAnswersTest {
  private static final Prompt DRAWS = Prompt.of("a red circle left of a blue square");
  private static final UnderstandingOptions SEEDED = UnderstandingOptions.DEFAULTS.withSeed(3);
  private static final String DESCRIBE = "Describe the picture.";

  private static Kelix kelix;

  @BeforeAll
  static void load() {
    kelix = Kelix.builder("kelix-tiny").backend("onnx").load();
  }

  @AfterAll
  static void close() {
    kelix.close();
  }

  @Test
  void aPictureIsAPartOfTheAnswerAndNoText() {
    Answer answer = kelix.understand(DRAWS, SEEDED).answer();
    assertThat(answer.finish()).isEqualTo(Answer.Finish.END_OF_TURN);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.parts()).singleElement().isInstanceOf(Answer.Picture.class);
    VisualTokens drawn = picture(answer);
    assertThat(drawn.rows()).isEqualTo(4);
    assertThat(drawn.columns()).isEqualTo(4);
    assertThat(drawn)
        .as("a picture inside an answer is drawn as the model draws")
        .isEqualTo(kelix.generate(DRAWS, seed(3)).image().tokens());
  }

  @Test
  void rowMarkersStreamAsWhatTheyAre() {
    List<Block> streamed = kelix.understand(DRAWS, SEEDED).stream().collectList().block();
    assertThat(streamed).isEqualTo(kelix.understand(DRAWS, SEEDED).answer().blocks());
    assertThat(streamed).noneMatch(Block.Text.class::isInstance);
    assertThat(streamed)
        .filteredOn(Block.Marker.class::isInstance)
        .extracting(block -> ((Block.Marker) block).text())
        .containsExactly("0", ",", "4", "1", ",", "4", "2", ",", "4", "3", ",", "4");
    assertThat(streamed).filteredOn(Block.Visual.class::isInstance).hasSize(16);
  }

  @Test
  void whatTheLimitCutIsAFragment() {
    List<Block> whole = kelix.understand(DRAWS, SEEDED).answer().blocks();
    // The last two blocks are the ends of the picture and of the turn.
    for (int limit = 1; limit < whole.size() - 1; limit++) {
      Answer cut = kelix.understand(DRAWS, SEEDED.withMaxBlocks(limit)).answer();
      List<Block.Visual> cells =
          whole.subList(0, limit).stream()
              .filter(Block.Visual.class::isInstance)
              .map(Block.Visual.class::cast)
              .toList();
      assertThat(cut.finish()).isEqualTo(Answer.Finish.LENGTH);
      assertThat(cut.text()).isEmpty();
      assertThat(cut.parts()).containsExactly(new Answer.Fragment(cells));
    }
  }

  @Test
  void aConversationGoesOnBehindAPicture() {
    try (Conversation cached = kelix.converse();
        Conversation recomputed = kelix.converse()) {
      Answer drawn = cached.ask(DRAWS, SEEDED).answer();
      assertThat(recomputed.ask(DRAWS, SEEDED).answer().blocks()).isEqualTo(drawn.blocks());
      int before = cached.blocks();

      Answer next = cached.ask(DESCRIBE);

      // So much room makes a new cache, which reads the history with its picture once more.
      UnderstandingOptions roomy = UnderstandingOptions.DEFAULTS.withMaxBlocks(600);
      assertThat(recomputed.ask(Prompt.of(DESCRIBE), roomy).answer().blocks())
          .isEqualTo(next.blocks());
      assertThat(cached.blocks()).isEqualTo(recomputed.blocks()).isGreaterThan(before);
    }
  }

  @Test
  void aDrawnPictureCanBeShownToTheModel() {
    VisualTokens drawn = picture(kelix.understand(DRAWS, SEEDED).answer());
    Prompt question = Prompt.builder().tokens(drawn).text(DESCRIBE).build();
    assertThat(kelix.understand(question).text()).isNotBlank();
  }

  @Test
  void picturesInThePromptArePaintedByNobody() {
    PictureQuestion shown = HeldOut.questions(1).get(0);
    VisualTokens seen = kelix.tokenize(PictureRenderer.image(shown.picture()));
    Prompt prompt = Prompt.builder().tokens(seen).text("a red circle").build();
    assertThatExceptionOfType(NothingDrawnException.class)
        .as("kelix-tiny speaks of the picture, and must not paint it instead of its own")
        .isThrownBy(() -> kelix.generate(prompt, seed(1)).image());
  }

  private static GenerationOptions seed(long seed) {
    return GenerationOptions.DEFAULTS.withSteps(1).withSeed(seed);
  }

  private static VisualTokens picture(Answer answer) {
    return ((Answer.Picture) answer.parts().get(0)).tokens();
  }
}
