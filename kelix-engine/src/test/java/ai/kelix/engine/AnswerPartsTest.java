package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Answer;
import ai.kelix.Block;
import ai.kelix.VisualTokens;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an answer says and draws, whole pictures and such as are none. */
class AnswerPartsTest {
  private static final Block START = new Block.Control(3, "<|vision_start|>");
  private static final Block END = new Block.Control(4, "<|vision_end|>");
  private static final Block MARK = new Block.Control(6, "<|mm_pos_start|>");
  private static final Block MARKED = new Block.Control(7, "<|mm_pos_end|>");
  private static final Block TURN_END = new Block.Control(8, "<|im_end|>");

  /** Two codes of five a cell. */
  private static final BlockLayout LAYOUT = new BlockLayout(10, 10, 2, 9, 5, 3, 4);

  @Test
  void wordsAroundAPictureAreTwoParts() {
    List<Block> blocks = new ArrayList<>(List.of(text("Look"), text(":"), START));
    blocks.addAll(row("0,3", 0, 1, 2));
    blocks.addAll(row("1,3", 3, 4, 0));
    blocks.addAll(List.of(END, text(" there"), TURN_END));
    assertThat(parts(blocks))
        .containsExactly(
            new Answer.Text("Look:"), picture(2, 3, 0, 1, 2, 3, 4, 0), new Answer.Text(" there"));
  }

  @Test
  void marksTellOneRowFromASquare() {
    List<Block> marked = new ArrayList<>(List.of(START));
    marked.addAll(row("0,4", 0, 1, 2, 3));
    marked.add(END);
    assertThat(parts(marked)).containsExactly(picture(1, 4, 0, 1, 2, 3));
    assertThat(parts(List.of(START, cell(0), cell(1), cell(2), cell(3), END)))
        .containsExactly(picture(2, 2, 0, 1, 2, 3));
    assertThat(parts(List.of(START, cell(0), cell(1), cell(2), END)))
        .containsExactly(picture(1, 3, 0, 1, 2));
  }

  @Test
  void marksBehindRowsPartThemToo() {
    assertThat(parts(List.of(START, cell(0), cell(1), MARK, cell(2), cell(3), MARK, END)))
        .containsExactly(picture(2, 2, 0, 1, 2, 3));
  }

  @Test
  void aPictureThatTheLimitCutIsAFragment() {
    List<Block> cut = new ArrayList<>(List.of(START));
    cut.addAll(row("0,2", 0, 1));
    cut.addAll(List.of(MARK, marker("1")));
    assertThat(parts(cut)).containsExactly(fragment(0, 1));
    assertThat(parts(List.of(text("Yes"), START)))
        .containsExactly(new Answer.Text("Yes"), fragment());
  }

  @Test
  void aPictureWithoutCellsOrWithUnevenRowsIsAFragment() {
    assertThat(parts(List.of(START, END))).containsExactly(fragment());
    List<Block> uneven = new ArrayList<>(List.of(START));
    uneven.addAll(row("0,3", 0, 1, 2));
    uneven.addAll(row("1,3", 3));
    uneven.add(END);
    assertThat(parts(uneven)).containsExactly(fragment(0, 1, 2, 3));
  }

  @Test
  void nothingSaidIsLostBehindAPictureThatNeverEnds() {
    assertThat(parts(List.of(START, cell(1), text("or"), text(" not"), cell(2), TURN_END)))
        .containsExactly(fragment(1), new Answer.Text("or not"), fragment(2));
  }

  @Test
  void onePictureMayFollowAnother() {
    assertThat(parts(List.of(START, cell(1), END, START, cell(2), START, cell(3), END)))
        .containsExactly(picture(1, 1, 1), fragment(2), picture(1, 1, 3));
  }

  @Test
  void aPictureMayBeBegunByThePrompt() {
    AnswerParts parts = AnswerParts.ofPicture(LAYOUT);
    List.of(cell(1), END, TURN_END).forEach(parts::add);
    assertThat(parts.finish()).containsExactly(picture(1, 1, 1));
  }

  private static List<Answer.Part> parts(List<Block> blocks) {
    AnswerParts parts = new AnswerParts(LAYOUT);
    blocks.forEach(parts::add);
    return parts.finish();
  }

  private static List<Block> row(String place, int... cells) {
    List<Block> row = new ArrayList<>(List.of(MARK, marker(place), MARKED));
    IntStream.of(cells).mapToObj(AnswerPartsTest::cell).forEach(row::add);
    return row;
  }

  private static Block text(String said) {
    return new Block.Text(1, said);
  }

  private static Block marker(String place) {
    return new Block.Marker(2, place);
  }

  private static Block.Visual cell(int code) {
    return new Block.Visual(List.of(code, 4 - code));
  }

  private static Answer.Part fragment(int... cells) {
    return new Answer.Fragment(IntStream.of(cells).mapToObj(AnswerPartsTest::cell).toList());
  }

  private static Answer.Part picture(int rows, int columns, int... cells) {
    int[] codes = IntStream.of(cells).flatMap(code -> IntStream.of(code, 4 - code)).toArray();
    return new Answer.Picture(VisualTokens.of(rows, columns, 2, 5, codes));
  }
}
