package ai.kelix.bundle;

import ai.kelix.Image;
import ai.kelix.Kelix;

/** A user's program: loads a model by name, asks one question, prints the answer. */
final class LoadAndAnswer {

  private LoadAndAnswer() {}

  /** Takes the model's name. */
  public static void main(String[] arguments) {
    Image picture = Image.ofRgb(64, 64, new byte[64 * 64 * 3]);
    try (Kelix kelix = Kelix.load(arguments[0])) {
      System.out.println(
          "answer: " + kelix.understand(picture, "How many shapes are there?").text());
    }
  }
}
