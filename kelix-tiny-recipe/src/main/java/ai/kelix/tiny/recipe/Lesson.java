package ai.kelix.tiny.recipe;

import ai.kelix.tiny.world.dataset.TrainingPictures;
import ai.kelix.tiny.world.language.Captions;
import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.Question;
import ai.kelix.tiny.world.language.Questions;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.chat.SequenceWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One training sequence: ids with a placeholder for each cell of its picture, and which of them are
 * to be learned (kelix-ar §12.1).
 *
 * @param picture what is seen or drawn
 * @param ids the sequence
 * @param learned for each id whether it is predicted
 */
record Lesson(Picture picture, List<Integer> ids, List<Boolean> learned) {
  /** Cells of a picture's side: 112 pixels of 28. */
  static final int CELLS = 4;

  /** Questions are asked while they fit, so that rows of a batch are of about the same length. */
  private static final int LONGEST = 140;

  /** Ids around the texts of a turn. */
  private static final int FRAME = 10;

  private static final int MOST_AFTER_DESCRIPTION = 1;

  /**
   * One picture of so many is described first. A question behind a description can be answered from
   * it, so it is questions without one that teach to look.
   */
  private static final int DESCRIBED_OF = 10;

  /**
   * One scene in so many is only asked how things lie to each other. Behind questions for places
   * such a question can be answered from their answers, and looking is not learned.
   */
  private static final int COMPARED_OF = 2;

  Lesson {
    ids = List.copyOf(ids);
    learned = List.copyOf(learned);
  }

  /** Returns the number of ids. */
  int size() {
    return ids.size();
  }

  /** A picture followed by a description and a question, or by as many questions as fit. */
  static Lesson understanding(ChatTemplate chat, long index) {
    return understanding(chat, index, List.of(Relation.values()));
  }

  /**
   * The same.
   *
   * @param relations about which a scene may be asked that is asked about nothing else
   */
  static Lesson understanding(ChatTemplate chat, long index, List<Relation> relations) {
    Picture picture = TrainingPictures.picture(index);
    SplittableRandom random = TrainingPictures.random(index);
    boolean described = random.nextInt(DESCRIBED_OF) == 0;
    List<Turn> turns = new ArrayList<>();
    questions(picture, relations, random).forEach(q -> turns.add(new Turn(q.text(), q.answer())));
    if (described) {
      turns.add(0, new Turn(Captions.request(random), Captions.of(picture)));
    }
    int most = described ? 1 + MOST_AFTER_DESCRIPTION : turns.size();
    Builder builder = new Builder(chat);
    builder.ask(out -> out.image(CELLS, CELLS).text(turns.get(0).question()));
    builder.answer(out -> out.text(turns.get(0).answer()));
    for (Turn turn : turns.subList(1, Math.min(most, turns.size()))) {
      builder.turnIfShort(turn);
    }
    return builder.lesson(picture);
  }

  private static List<Question> questions(
      Picture picture, List<Relation> relations, SplittableRandom random) {
    if (random.nextInt(COMPARED_OF) == 0) {
      List<Question> comparisons = Questions.comparisons(picture, relations, random);
      if (!comparisons.isEmpty()) {
        return comparisons;
      }
    }
    List<Question> all = new ArrayList<>(Questions.about(picture, random));
    Collections.shuffle(all, new Random(random.nextLong()));
    return all;
  }

  private record Turn(String question, String answer) {}

  /** A description followed by its picture. */
  static Lesson drawing(ChatTemplate chat, long index) {
    DrawingPrompt prompt = TrainingPictures.prompt(index);
    Builder builder = new Builder(chat);
    builder.ask(out -> out.text(prompt.text()));
    builder.answer(out -> out.image(CELLS, CELLS));
    return builder.lesson(prompt.example());
  }

  /** Writes turns and remembers which ids are the model's. */
  private static final class Builder {
    private final ChatTemplate chat;
    private final SequenceWriter out;
    private final List<Boolean> learned = new ArrayList<>();

    Builder(ChatTemplate chat) {
      this.chat = chat;
      this.out = chat.begin(Optional.empty());
      mark(false);
    }

    void ask(Consumer<SequenceWriter> content) {
      chat.ask(out, content);
      mark(false);
    }

    /** Adds a turn unless the sequence would become too long. */
    void turnIfShort(Turn turn) {
      int text = chat.tokenizer().encode(turn.question() + turn.answer()).length;
      if (out.size() + text + FRAME <= LONGEST) {
        ask(out -> out.text(turn.question()));
        answer(out -> out.text(turn.answer()));
      }
    }

    void answer(Consumer<SequenceWriter> content) {
      content.accept(out);
      out.endTurn();
      mark(true);
    }

    private void mark(boolean isLearned) {
      while (learned.size() < out.size()) {
        learned.add(isLearned);
      }
    }

    Lesson lesson(Picture picture) {
      List<Integer> ids = Arrays.stream(out.ids()).boxed().toList();
      return new Lesson(picture, ids, learned);
    }
  }
}
