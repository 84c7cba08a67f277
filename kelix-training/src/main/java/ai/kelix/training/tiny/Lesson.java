package ai.kelix.training.tiny;

import ai.kelix.eval.dataset.TrainingPictures;
import ai.kelix.eval.language.Captions;
import ai.kelix.eval.language.DrawingPrompt;
import ai.kelix.eval.language.Question;
import ai.kelix.eval.language.Questions;
import ai.kelix.eval.scene.Picture;
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

  private static final int MOST_QUESTIONS = 3;

  Lesson {
    ids = List.copyOf(ids);
    learned = List.copyOf(learned);
  }

  /** A picture followed by a description or by several questions. */
  static Lesson understanding(ChatTemplate chat, long index) {
    Picture picture = TrainingPictures.picture(index);
    SplittableRandom random = TrainingPictures.random(index);
    Builder builder = new Builder(chat);
    boolean first = true;
    for (Turn turn : turns(picture, random)) {
      boolean shows = first;
      builder.ask(out -> (shows ? out.image(CELLS, CELLS) : out).text(turn.question()));
      builder.answer(out -> out.text(turn.answer()));
      first = false;
    }
    return builder.lesson(picture);
  }

  private static List<Turn> turns(Picture picture, SplittableRandom random) {
    List<Turn> turns = new ArrayList<>();
    boolean described = random.nextInt(2) == 0;
    if (described) {
      turns.add(new Turn(Captions.request(random), Captions.of(picture)));
    }
    List<Question> questions = new ArrayList<>(Questions.about(picture, random));
    Collections.shuffle(questions, new Random(random.nextLong()));
    int most = described ? random.nextInt(2) : 1 + random.nextInt(MOST_QUESTIONS);
    questions.stream().limit(most).forEach(q -> turns.add(new Turn(q.text(), q.answer())));
    return turns;
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
