package ai.kelix.tokenizer.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A platform that knows less, or more, than the pinned version of Unicode. */
class LookalikesTest {
  /** As Android 8 has it: nothing newer than Unicode 9.0. */
  private static final Lookalikes OLD =
      new Lookalikes(
          c ->
              PinnedCharacters.isUnknownToComposition(c)
                  ? Character.UNASSIGNED
                  : PinnedCharacters.category(c));

  /** One day U+0378 may be a letter, and U+20000 a symbol. */
  private static final Lookalikes FUTURE =
      new Lookalikes(
          c ->
              switch (c) {
                case 0x378 -> Character.OTHER_LETTER;
                case 0x20000 -> Character.OTHER_SYMBOL;
                default -> PinnedCharacters.category(c);
              });

  @Test
  void aCharacterThatThePlatformDoesNotKnowBecomesItsNeighbour() {
    assertThat(OLD.of("a\u9FFDb")).isEqualTo("a\u9FD5b");
    assertThat(OLD.of(Character.toString(0x31350))).isEqualTo(Character.toString(0x2FA1D));
    int capital = OLD.of("\u1C89").codePointAt(0);
    assertThat(capital).isNotEqualTo(0x1C89);
    assertThat(PinnedCharacters.category(capital)).isEqualTo(Character.UPPERCASE_LETTER);
  }

  @Test
  void aCharacterThatThePlatformKnowsTooEarlyIsNone() {
    String seen = FUTURE.of("\u0378𠀀");
    assertThat(seen.codePoints().map(PinnedCharacters::category))
        .containsExactly((int) Character.UNASSIGNED, (int) Character.OTHER_LETTER);
    assertThat(seen.codePoints()).doesNotContain(0x378, 0x20000);
  }

  @Test
  void positionsStay() {
    StringBuilder everything = new StringBuilder("\uD83C \uDF00");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      everything.appendCodePoint(c);
    }
    String text = everything.toString();
    String seen = OLD.of(text);
    assertThat(seen.codePoints().map(Character::charCount).toArray())
        .isEqualTo(text.codePoints().map(Character::charCount).toArray());
  }

  @Test
  void whereAllAgreeTheTextIsTheSame() {
    String text = "naïve 東京 🎨 \uD83C";
    assertThat(new Lookalikes(PinnedCharacters::category).of(text)).isSameAs(text);
  }
}
