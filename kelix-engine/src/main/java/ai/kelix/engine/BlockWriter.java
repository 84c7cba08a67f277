package ai.kelix.engine;

import ai.kelix.Answer;
import ai.kelix.Sampling;
import ai.kelix.UnderstandingOptions.StopRule;
import ai.kelix.tensor.program.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a prompt in parts and writes new blocks after it, one per call (kelix-ar §10). Knows stop
 * rules and where pictures begin and end, but nothing of text, cells or backends. Confined to one
 * thread at a time.
 *
 * <p>A block is fed only when the next one is wanted, so the last block is never fed, and hidden
 * states exist for prompt + new − 1 blocks (kelix-ar §10.6).
 */
final class BlockWriter implements BlockSource {
  /**
   * The most blocks of a prompt that are read at once: the release does less for them than for one
   * step of painting, and reading the weights for each part costs little beside it.
   */
  static final int PART = 128;

  private final LanguageSession session;
  private final int[] prompt;
  private final Rules rules;
  private final Noise noise;
  private final List<HostTensor> hidden = new ArrayList<>();
  private int @Nullable [] unfed;
  private int read;
  private int written;
  private boolean drawing;
  private Answer.@Nullable Finish finish;

  /**
   * When to stop and how to choose.
   *
   * @param ends first ids of blocks that end a turn
   * @param pictureStart first id of the block that begins a picture
   * @param pictureEnd first id of the block that ends one
   * @param maxBlocks limit of new blocks, before the reference's extra one
   * @param stopRule corrected or as the reference does
   * @param choice how blocks are chosen
   * @param keepHidden whether the hidden states are wanted
   */
  record Rules(
      Set<Integer> ends,
      int pictureStart,
      int pictureEnd,
      int maxBlocks,
      StopRule stopRule,
      Choice choice,
      boolean keepHidden) {

    /** Returns how many blocks may be written in all. */
    int limit() {
      return stopRule == StopRule.REFERENCE ? maxBlocks + 1 : maxBlocks;
    }
  }

  /**
   * Prepares; reads nothing yet.
   *
   * @param session closed with this writer
   * @param prompt whole blocks, at least one
   */
  BlockWriter(LanguageSession session, int[] prompt, Rules rules) {
    this.session = session;
    this.prompt = prompt;
    this.rules = rules;
    this.noise = new Noise(Noise.Stream.BLOCKS, rules.choice().seed());
  }

  @Override
  public Optional<int[]> advance() {
    if (finish != null) {
      return Optional.empty();
    }
    if (read < prompt.length) {
      int end = Math.min(prompt.length, read + PART * session.width());
      feed(Arrays.copyOfRange(prompt, read, end));
      read = end;
      if (read < prompt.length) {
        return Optional.empty();
      }
    }
    if (unfed != null) {
      feed(unfed);
    }
    Choice choice = rules.choice();
    Sampling sampling = drawing ? choice.pictures() : choice.words();
    int[] block = session.choose(sampling, noise);
    unfed = block;
    written++;
    drawing = block[0] == rules.pictureStart() || (drawing && block[0] != rules.pictureEnd());
    finish = endedBy(block);
    return Optional.of(block);
  }

  private Answer.@Nullable Finish endedBy(int[] block) {
    boolean tested = written > 1 || rules.stopRule() == StopRule.CORRECTED;
    if (tested && rules.ends().contains(block[0])) {
      return Answer.Finish.END_OF_TURN;
    }
    return written >= rules.limit() ? Answer.Finish.LENGTH : null;
  }

  private void feed(int[] blocks) {
    HostTensor states = session.feed(blocks);
    if (rules.keepHidden()) {
      hidden.add(states);
    }
  }

  @Override
  public Optional<Answer.Finish> finish() {
    return Optional.ofNullable(finish);
  }

  @Override
  public String progress() {
    if (read < prompt.length) {
      int width = session.width();
      return String.format(
          Locale.ROOT, "%d of %d blocks of the prompt read", read / width, prompt.length / width);
    }
    return String.format(Locale.ROOT, "the prompt read, %d blocks written", written);
  }

  /** Returns the hidden states of all blocks consumed, in order, in pieces of whole rows. */
  List<HostTensor> hidden() {
    return List.copyOf(hidden);
  }

  @Override
  public void close() {
    session.close();
  }
}
