package ai.kelix.cli;

/** What commands call models. */
public final class ModelName {

  private ModelName() {}

  /** Returns the name or folder to load for what a user wrote: {@code tiny} is kelix-tiny. */
  public static String of(String written) {
    return written.equals("tiny") ? "kelix-tiny" : written;
  }
}
