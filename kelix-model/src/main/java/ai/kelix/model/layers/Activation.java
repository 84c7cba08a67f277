package ai.kelix.model.layers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Element-wise functions between layers, under the names that configuration files use. */
public enum Activation {
  /** GELU in its tanh approximation. */
  GELU_TANH("gelu_pytorch_tanh"),
  /** GELU in its exact form with the error function. */
  GELU("gelu"),
  /** x · sigmoid(x). */
  SILU("silu"),
  /** max(x, 0). */
  RELU("relu"),
  /** The identity, {@code null} in configuration files. */
  NONE(null);

  private final @Nullable String key;

  Activation(@Nullable String key) {
    this.key = key;
  }

  /** Returns the name in configuration files; null for {@link #NONE}. */
  public @Nullable String key() {
    return key;
  }

  /** Finds the function of this name; null names {@link #NONE}. */
  public static Optional<Activation> named(@Nullable String key) {
    for (Activation activation : values()) {
      if (key == null ? activation.key == null : key.equals(activation.key)) {
        return Optional.of(activation);
      }
    }
    return Optional.empty();
  }
}
