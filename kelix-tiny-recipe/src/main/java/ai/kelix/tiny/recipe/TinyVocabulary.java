package ai.kelix.tiny.recipe;

import ai.kelix.tiny.world.dataset.TrainingPictures;
import ai.kelix.tiny.world.language.Captions;
import ai.kelix.tiny.world.language.Questions;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.text.BpeTrainer;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The small vocabulary of kelix-tiny, learned from the sentences of the drawn world. */
final class TinyVocabulary {
  private static final int TOKENS = 448;
  private static final int FIRST_CONTROL = 480;
  private static final int CORPUS = 3000;
  private static final String[] CONTROL = {
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    "<|block_end|>",
    "<|mm_pos_start|>",
    "<|mm_pos_end|>",
    "<|vision_pad|>",
    "<|video_pad|>"
  };

  private TinyVocabulary() {}

  /** Returns the content of {@code tokenizer.json}; always the same. */
  static String json() {
    Map<String, Integer> added = new LinkedHashMap<>();
    for (int i = 0; i < CONTROL.length; i++) {
      added.put(CONTROL[i], FIRST_CONTROL + i);
    }
    Stream<String> corpus = LongStream.range(0, CORPUS).boxed().flatMap(TinyVocabulary::sentences);
    return new BpeTrainer(TOKENS, BpeTrainer.QWEN_PATTERN).train(corpus, added);
  }

  /**
   * Returns the vocabulary of a run, which is made once: later sentences must not change its ids.
   */
  static String kept(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json());
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the vocabulary in " + file, e);
    }
  }

  static TextTokenizer tokenizer(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return TextTokenizer.read(new ByteArrayInputStream(bytes), "kelix-tiny's tokenizer.json");
  }

  /** Drawn words stay out, so that they are spelled letter by letter. */
  private static Stream<String> sentences(long index) {
    Picture picture = TrainingPictures.picture(index);
    SplittableRandom random = TrainingPictures.random(index);
    Stream.Builder<String> lines = Stream.builder();
    lines.add("system\n" + ChatTemplate.DEFAULT_SYSTEM + "\n");
    lines.add("user\n").add("assistant\n").add(Captions.request(random));
    lines.add(TrainingPictures.prompt(index).text());
    boolean spelled = picture instanceof Picture.Word;
    lines.add(spelled ? "the word" : Captions.of(picture));
    Questions.about(picture, random)
        .forEach(
            question -> {
              lines.add(question.text());
              lines.add(spelled ? "" : question.answer());
            });
    return lines.build();
  }
}
