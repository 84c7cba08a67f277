package ai.kelix.tools.dataset;

/** A document from which nothing can be learned (kelix-training §1.7.1). */
public final class NoTargetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Says which. */
  public NoTargetException(String message) {
    super(message);
  }
}
