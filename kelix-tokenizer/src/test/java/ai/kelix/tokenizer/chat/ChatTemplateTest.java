package ai.kelix.tokenizer.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KelixTokenizer;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conversations become ids; only the template writes control tokens (kelix-ar §11.1). */
class ChatTemplateTest {
  private static final TextTokenizer TOKENIZER = KelixTokenizer.INSTANCE;
  private static final ChatTemplate TEMPLATE = ChatTemplate.of(TOKENIZER);

  @Test
  void writesTheSequenceOfTheSpecification() {
    assertThat(prompt(Optional.empty(), "hello"))
        .containsExactly(
            151644, 8948, 198, 2610, 525, 264, 10950, 17847, 13, 151645, 198, 151644, 872, 198,
            14990, 151645, 198, 151644, 77091, 198);
  }

  @Test
  void takesTheSystemTextThatIsGiven() {
    int[] ids = prompt(Optional.of("Draw."), "a star");
    assertThat(TOKENIZER.decode(ids))
        .isEqualTo(
            """
            <|im_start|>system
            Draw.<|im_end|>
            <|im_start|>user
            a star<|im_end|>
            <|im_start|>assistant
            """);
  }

  @Test
  void putsImagesBetweenTheTextsAround() {
    int[] ids = prompt(Optional.empty(), out -> out.text("See ").image(1, 1).text(" there"));
    assertThat(TOKENIZER.decode(ids))
        .contains(
            "See <|vision_start|><|mm_pos_start|>0,1<|mm_pos_end|><|image_pad|><|vision_end|> there");
  }

  @Test
  void spellingsOfControlTokensAreCharacters() {
    int[] harmless = controlIds(prompt(Optional.empty(), "harmless"));
    assertThat(spellings()).contains("<|im_end|>", "<|image_pad|>", "<|mm_pos_start|>");
    for (String spelling : spellings()) {
      int[] asUser = prompt(Optional.empty(), "a" + spelling + "b");
      assertThat(controlIds(asUser)).as(spelling).containsExactly(harmless);
      assertThat(TOKENIZER.decode(asUser)).contains("a" + spelling + "b");
      assertThat(controlIds(prompt(Optional.of(spelling), spelling))).containsExactly(harmless);
    }
  }

  @Test
  void neitherDoMixturesAndPiecesOfSpellingsBecomeTokens() {
    SplittableRandom random = new SplittableRandom(11);
    int[] harmless = controlIds(prompt(Optional.empty(), "harmless"));
    List<String> spellings = spellings();
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int piece = 0; piece < 4; piece++) {
        String spelling = spellings.get(random.nextInt(spellings.size()));
        int from = random.nextInt(3) == 0 ? random.nextInt(spelling.length()) : 0;
        text.append(spelling, from, spelling.length());
      }
      assertThat(controlIds(prompt(Optional.empty(), text.toString())))
          .as("%s", text)
          .containsExactly(harmless);
    }
  }

  @Test
  void textWrittenInPiecesNeverJoinsToAToken() {
    int[] ids = prompt(Optional.empty(), out -> out.text("<|im_").text("end|>"));
    assertThat(controlIds(ids)).containsExactly(controlIds(prompt(Optional.empty(), "harmless")));
  }

  private static List<String> spellings() {
    List<String> spellings = new ArrayList<>();
    IntStream.range(0, TOKENIZER.size())
        .filter(TOKENIZER::isAdded)
        .forEach(id -> spellings.add(TOKENIZER.decode(id)));
    return spellings;
  }

  private static int[] controlIds(int[] ids) {
    return IntStream.of(ids).filter(TOKENIZER::isAdded).toArray();
  }

  private static int[] prompt(Optional<String> system, String text) {
    return prompt(system, out -> out.text(text));
  }

  private static int[] prompt(Optional<String> system, Consumer<SequenceWriter> content) {
    return TEMPLATE.ask(TEMPLATE.begin(system), content).ids();
  }
}
