package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Answer;
import ai.kelix.Conversation;
import ai.kelix.Image;
import ai.kelix.InvalidPromptException;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
import ai.kelix.tiny.world.dataset.HeldOut;
import ai.kelix.tiny.world.dataset.PictureQuestion;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Turns that build on each other, with kelix-tiny. */
class ConversationTest {
  private static final List<PictureQuestion> QUESTIONS = HeldOut.questions(5);
  private static final String COUNT = "How many shapes are there?";
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
  void theFirstTurnIsWhatOneQuestionAloneIs() {
    for (PictureQuestion asked : QUESTIONS) {
      Image image = PictureRenderer.image(asked.picture());
      String question = asked.question().text();
      try (Conversation conversation = kelix.converse()) {
        assertThat(conversation.ask(image, question).blocks())
            .isEqualTo(kelix.understand(image, question).blocks());
      }
    }
  }

  @Test
  void laterTurnsSeeTheImageOfTheFirst() {
    int same = 0;
    for (PictureQuestion asked : QUESTIONS) {
      Image image = PictureRenderer.image(asked.picture());
      String question = asked.question().text();
      try (Conversation conversation = kelix.converse()) {
        conversation.ask(image, COUNT);
        String alone = kelix.understand(image, question).text();
        same += conversation.ask(question).text().equals(alone) ? 1 : 0;
      }
    }
    assertThat(same).isGreaterThan(QUESTIONS.size() / 2);
  }

  @Test
  void growingBeyondTheCacheChangesNothing() {
    Image image = picture();
    try (Conversation many = kelix.converse();
        Conversation few = kelix.converse()) {
      many.ask(image, DESCRIBE);
      few.ask(image, DESCRIBE);
      int before = many.blocks();
      // Room for so many blocks makes the cache of the second conversation grow.
      for (int room : new int[] {500, 800}) {
        UnderstandingOptions options = UnderstandingOptions.DEFAULTS.withMaxBlocks(room);
        Answer grown = few.ask(Prompt.of(COUNT), options).answer();
        assertThat(grown.blocks()).isEqualTo(many.ask(Prompt.of(COUNT)).answer().blocks());
      }
      assertThat(few.blocks()).isEqualTo(many.blocks()).isGreaterThan(before);
    }
  }

  @Test
  void aCancelledTurnWasNeverAsked() {
    Image image = picture();
    try (Conversation disturbed = kelix.converse();
        Conversation quiet = kelix.converse()) {
      disturbed.ask(image, COUNT);
      quiet.ask(image, COUNT);
      int before = disturbed.blocks();

      StepVerifier.create(disturbed.ask(Prompt.of(DESCRIBE)).stream(), 1)
          .expectNextCount(1)
          .thenCancel()
          .verify();

      assertThat(disturbed.blocks()).isEqualTo(before);
      assertThat(disturbed.ask(Prompt.of(DESCRIBE)).answer().blocks())
          .isEqualTo(quiet.ask(Prompt.of(DESCRIBE)).answer().blocks());
    }
  }

  @Test
  void anAnswerThatWasCutCountsAsFinished() {
    try (Conversation conversation = kelix.converse()) {
      Answer cut =
          conversation
              .ask(Prompt.of(picture(), DESCRIBE), UnderstandingOptions.DEFAULTS.withMaxBlocks(2))
              .answer();
      assertThat(cut.finish()).isEqualTo(Answer.Finish.LENGTH);
      assertThat(conversation.ask(COUNT).text()).isNotBlank();
    }
  }

  @Test
  void oneTurnIsAnsweredAtATime() {
    try (Conversation conversation = kelix.converse()) {
      StepVerifier.create(conversation.ask(Prompt.of(picture(), DESCRIBE)).stream(), 1)
          .expectNextCount(1)
          .then(
              () ->
                  assertThatThrownBy(() -> conversation.ask(COUNT))
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("is being answered"))
          .thenRequest(Long.MAX_VALUE)
          .thenConsumeWhile(block -> true)
          .verifyComplete();
      assertThat(conversation.ask(COUNT).text()).isNotBlank();
    }
  }

  @Test
  void aFailedTurnLeavesTheConversationAsItWas() {
    try (Conversation conversation = kelix.converse()) {
      conversation.ask(picture(), COUNT);
      int before = conversation.blocks();
      Prompt late = Prompt.builder().system("Be brief.").text(COUNT).build();
      assertThatThrownBy(() -> conversation.ask(late).answer())
          .isInstanceOf(InvalidPromptException.class)
          .hasMessageContaining("first turn");
      assertThatThrownBy(() -> conversation.ask("word ".repeat(100_000)))
          .isInstanceOf(InvalidPromptException.class);
      assertThat(conversation.blocks()).isEqualTo(before);
      assertThat(conversation.ask(COUNT).text()).isNotBlank();
    }
  }

  @Test
  void closingEndsTheAnswerInProgressAndMayBeRepeated() {
    Conversation conversation = kelix.converse();
    StepVerifier.create(conversation.ask(Prompt.of(picture(), DESCRIBE)).stream(), 1)
        .expectNextCount(1)
        .then(conversation::close)
        .thenRequest(5)
        .expectErrorMessage("the conversation is closed; begin another one")
        .verify();
    conversation.close();
    assertThatThrownBy(() -> conversation.ask(COUNT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aConversationMayOutliveItsModelButSaysNothingMore() {
    Kelix shortLived = Kelix.builder("kelix-tiny").backend("onnx").load();
    Conversation conversation = shortLived.converse();
    conversation.ask(picture(), COUNT);
    shortLived.close();
    assertThatThrownBy(() -> conversation.ask(COUNT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    conversation.close();
  }

  private static Image picture() {
    return PictureRenderer.image(QUESTIONS.get(0).picture());
  }
}
