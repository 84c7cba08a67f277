package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Block;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.text.BpeTrainer;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ids say and what they only mark (kelix-ar §11.2). */
class BlockReaderTest {
  private static final int START = 292;
  private static final int MARK = 295;
  private static final int MARKED = 296;

  /** Two codes of five a cell. */
  private static final BlockLayout LAYOUT = new BlockLayout(300, 10, 2, 297, 294, START, 293);

  private static final ChatTemplate CHAT = ChatTemplate.of(tokenizer());

  @Test
  void digitsInsideAMarkerAreNoWords() {
    assertThat(read(START, MARK, "0,4", MARKED, 301))
        .containsExactly(
            new Block.Control(START, "<|vision_start|>"),
            new Block.Control(MARK, "<|mm_pos_start|>"),
            marker("0"),
            marker(","),
            marker("4"),
            new Block.Control(MARKED, "<|mm_pos_end|>"),
            new Block.Visual(List.of(1, 2)));
  }

  @Test
  void digitsElsewhereAreWords() {
    assertThat(read("0,4")).containsExactly(text("0"), text(","), text("4"));
    assertThat(read(START, "4")).endsWith(text("4"));
  }

  @Test
  void aMarkerThatNeverEndsSwallowsNoWords() {
    assertThat(read(MARK, "0", 301, "4")).endsWith(text("4"));
    assertThat(read(MARK, "0", START, "4")).endsWith(text("4"));
  }

  private static Block text(String said) {
    return new Block.Text(CHAT.tokenizer().encode(said)[0], said);
  }

  private static Block marker(String said) {
    return new Block.Marker(CHAT.tokenizer().encode(said)[0], said);
  }

  /** Reads control tokens, first codes of cells, and texts. */
  private static List<Block> read(Object... pieces) {
    BlockReader reader = new BlockReader(LAYOUT, CHAT);
    List<Block> blocks = new ArrayList<>();
    for (Object piece : pieces) {
      int[] ids =
          piece instanceof String said ? CHAT.tokenizer().encode(said) : new int[] {(int) piece};
      for (int id : ids) {
        blocks.add(reader.read(new int[] {id, LAYOUT.idOf(1, 2), LAYOUT.endOfBlock()}));
      }
    }
    return blocks;
  }

  private static TextTokenizer tokenizer() {
    Map<String, Integer> added = new LinkedHashMap<>();
    List<String> names =
        List.of(
            "<|im_start|>",
            "<|im_end|>",
            "<|vision_start|>",
            "<|vision_end|>",
            "<|image_pad|>",
            "<|mm_pos_start|>",
            "<|mm_pos_end|>");
    names.forEach(name -> added.put(name, 290 + added.size()));
    String json =
        new BpeTrainer(260, BpeTrainer.QWEN_PATTERN).train(Stream.of("hello hello"), added);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return TextTokenizer.read(new ByteArrayInputStream(bytes), "a test");
  }
}
