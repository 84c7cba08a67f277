package ai.kelix.tools.verify;

import ai.kelix.model.dit.PositionArguments;
import ai.kelix.tensor.program.HostTensor;
import java.util.Optional;

/**
 * What a velocity is predicted under.
 *
 * @param caption {@code [B, L, width]}
 * @param mask {@code [B, L]}, or with dimensions of size 1 between
 * @param connects whether the caption holds hidden states that pass a connector first
 * @param positions where latent tokens and condition rows lie; empty if nothing turns
 */
record Condition(
    HostTensor caption, HostTensor mask, boolean connects, Optional<PositionArguments> positions) {

  Condition {
    mask = HostTensor.wrap(mask.data(), mask.dtype(), caption.sizes()[0], caption.sizes()[1]);
  }

  int rows() {
    return Math.toIntExact(caption.sizes()[1]);
  }

  /** Returns the condition of the first sample. */
  Condition first() {
    return new Condition(Joined.first(caption), Joined.first(mask), connects, positions);
  }

  Condition withMask(HostTensor other) {
    return new Condition(caption, other, connects, positions);
  }
}
