package ai.kelix.testkit;

import java.nio.file.Path;

/** Where the golden fixtures lie. */
public final class Fixtures {
  private Fixtures() {}

  /** Returns a path below the fixtures' folder. */
  public static Path path(String relative) {
    return Path.of(System.getProperty("kelix.fixtures", "../fixtures")).resolve(relative);
  }
}
