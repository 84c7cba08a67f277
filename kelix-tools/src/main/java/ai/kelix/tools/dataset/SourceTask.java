package ai.kelix.tools.dataset;

import java.util.List;
import java.util.Locale;

/** What the name of a data source tells about its records (kelix-training §1.4). */
public enum SourceTask {
  /** Pictures are changed. */
  IMAGE_EDIT,
  /** Pictures are made. */
  IMAGE_GENERATION,
  /** Text is read off pictures. */
  OCR,
  /** Problems of mathematics. */
  MATH,
  /** Diagrams of the AI2D set. */
  AI2D,
  /** Charts. */
  CHART,
  /** Programs. */
  CODE,
  /** Everything else. */
  OTHERS;

  private static final String GENERATION = "gen_";
  private static final List<String> EDITS =
      List.of("gen_omnigen2_x2i2", "editmetaquery", "anyedit", "pico-banana", "gen_pipe");

  /** Returns the task of a source; the first rule that holds decides. */
  public static SourceTask of(String source) {
    String name = source.toLowerCase(Locale.ROOT);
    boolean makes = name.contains(GENERATION);
    if ((makes && name.contains("edit")) || containsOne(name, EDITS)) {
      return IMAGE_EDIT;
    }
    if (makes) {
      return IMAGE_GENERATION;
    }
    if (containsOne(name, List.of("ocr", "write", "latex"))) {
      return OCR;
    }
    for (SourceTask task : List.of(MATH, AI2D, CHART)) {
      if (name.contains(task.word())) {
        return task;
      }
    }
    return containsOne(name, List.of("code", "sql", "python", "java")) ? CODE : OTHERS;
  }

  private static boolean containsOne(String name, List<String> words) {
    return words.stream().anyMatch(name::contains);
  }

  /** Returns the task as the reference writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
