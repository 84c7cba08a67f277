package ai.kelix.samples;

import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.VisualTokens;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Asks questions about an image file: {@code AskAboutImage FILE QUESTION…}. */
public final class AskAboutImage {
  private AskAboutImage() {}

  /** Prints an answer to each question. */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    List<String> questions = Arrays.asList(arguments).subList(1, arguments.length);
    try (Kelix kelix = Kelix.load("kelix-tiny")) {
      answers(kelix, Image.read(file), questions).forEach(System.out::println);
    }
  }

  /** Returns an answer to each question; the image is looked at once. */
  static List<String> answers(Kelix kelix, Image image, List<String> questions) {
    VisualTokens seen = kelix.tokenize(image);
    return questions.stream()
        .map(question -> Prompt.builder().tokens(seen).text(question).build())
        .map(prompt -> kelix.understand(prompt).text())
        .toList();
  }
}
