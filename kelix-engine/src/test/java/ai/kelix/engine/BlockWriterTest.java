package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Answer.Finish;
import ai.kelix.Sampling;
import ai.kelix.UnderstandingOptions.StopRule;
import ai.kelix.tensor.program.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stop rules of kelix-ar §10.2 on a model that reads its blocks from a script. */
class BlockWriterTest {
  private static final int END = 9;
  private static final int START = 5;
  private static final int CLOSE = 6;
  private static final Sampling WORDS = Sampling.GREEDY;
  private static final Sampling PICTURES = Sampling.random();

  @Test
  void endsWithTheFirstEndOfTurn() {
    ScriptedSession session = new ScriptedSession(1, 2, END, 3);
    assertThat(write(session, 10, StopRule.CORRECTED)).containsExactly(1, 2, END);
  }

  @Test
  void testsEvenTheFirstBlockForTheEnd() {
    assertThat(write(new ScriptedSession(END, 1), 10, StopRule.CORRECTED)).containsExactly(END);
  }

  @Test
  void referenceDoesNotTestTheFirstBlock() {
    ScriptedSession session = new ScriptedSession(END, 1, END, 2);
    assertThat(write(session, 10, StopRule.REFERENCE)).containsExactly(END, 1, END);
  }

  @Test
  void writesAtMostTheLimit() {
    assertThat(write(new ScriptedSession(1, 2, 3, 4), 2, StopRule.CORRECTED)).containsExactly(1, 2);
  }

  @Test
  void referenceWritesOneMoreThanTheLimit() {
    assertThat(write(new ScriptedSession(1, 2, 3, 4), 2, StopRule.REFERENCE))
        .containsExactly(1, 2, 3);
  }

  @Test
  void lastBlockIsNeverFed() {
    ScriptedSession session = new ScriptedSession(1, END);
    write(session, 10, StopRule.CORRECTED);
    assertThat(session.fed).containsExactly(7, 7, 1);
  }

  @Test
  void keepsOneHiddenRowPerBlockConsumed() {
    BlockWriter writer = writer(new ScriptedSession(1, 2, END), 10, StopRule.CORRECTED);
    while (writer.finish().isEmpty()) {
      writer.advance();
    }
    assertThat(writer.hidden().stream().mapToLong(h -> h.sizes()[0]).sum()).isEqualTo(2 + 3 - 1);
    assertThat(writer.finish()).contains(Finish.END_OF_TURN);
  }

  @Test
  void choosesWhatIsInsideAPictureAsTheModelDraws() {
    ScriptedSession session = new ScriptedSession(1, START, 2, 3, CLOSE, 4, END);
    write(session, 10, StopRule.CORRECTED);
    assertThat(session.chosenBy)
        .containsExactly(WORDS, WORDS, PICTURES, PICTURES, PICTURES, WORDS, WORDS);
  }

  @Test
  void readsALongPromptInPartsAndAShortOneAtOnce() {
    for (int blocks : new int[] {1, BlockWriter.PART, BlockWriter.PART + 1, 3 * BlockWriter.PART}) {
      ScriptedSession session = new ScriptedSession(1, END);
      BlockWriter writer = new BlockWriter(session, prompt(blocks), rules(10, StopRule.CORRECTED));
      int parts = (blocks + BlockWriter.PART - 1) / BlockWriter.PART;
      for (int part = 1; part < parts; part++) {
        assertThat(writer.advance()).isEmpty();
        assertThat(session.length()).isEqualTo(part * BlockWriter.PART);
        assertThat(writer.progress())
            .isEqualTo(part * BlockWriter.PART + " of " + blocks + " blocks of the prompt read");
      }
      assertThat(writer.advance()).hasValueSatisfying(block -> assertThat(block[0]).isEqualTo(1));
      assertThat(writer.progress()).isEqualTo("the prompt read, 1 blocks written");
      assertThat(session.fed).isEqualTo(IntStream.range(0, blocks).boxed().toList());
    }
  }

  private static int[] prompt(int blocks) {
    int[] ids = new int[2 * blocks];
    for (int i = 0; i < blocks; i++) {
      ids[2 * i] = i;
    }
    return ids;
  }

  @Test
  void closesItsSession() {
    ScriptedSession session = new ScriptedSession(1);
    writer(session, 1, StopRule.CORRECTED).close();
    assertThat(session.closed).isTrue();
  }

  private static List<Integer> write(ScriptedSession session, int max, StopRule rule) {
    BlockWriter writer = writer(session, max, rule);
    List<Integer> first = new ArrayList<>();
    for (Optional<int[]> block = writer.advance(); block.isPresent(); block = writer.advance()) {
      first.add(block.get()[0]);
    }
    return first;
  }

  private static BlockWriter writer(ScriptedSession session, int max, StopRule rule) {
    int[] prompt = {7, 0, 7, 0};
    return new BlockWriter(session, prompt, rules(max, rule));
  }

  private static BlockWriter.Rules rules(int max, StopRule rule) {
    Choice choice = new Choice(WORDS, PICTURES, 0);
    return new BlockWriter.Rules(Set.of(END), START, CLOSE, max, rule, choice, true);
  }

  /** Blocks of two ids; the next one comes from a script. */
  private static final class ScriptedSession implements LanguageSession {
    private final int[] script;
    private final List<Integer> fed = new ArrayList<>();
    private final List<Sampling> chosenBy = new ArrayList<>();
    private int position;
    private boolean closed;

    ScriptedSession(int... script) {
      this.script = script;
    }

    @Override
    public HostTensor feed(int[] ids) {
      for (int i = 0; i < ids.length; i += 2) {
        fed.add(ids[i]);
      }
      return HostTensor.of(new float[ids.length / 2], ids.length / 2, 1);
    }

    @Override
    public int[] choose(Sampling sampling, Noise noise) {
      chosenBy.add(sampling);
      return new int[] {script[position++], 0};
    }

    @Override
    public int width() {
      return 2;
    }

    @Override
    public int length() {
      return fed.size();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
