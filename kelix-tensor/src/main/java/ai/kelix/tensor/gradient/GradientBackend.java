package ai.kelix.tensor.gradient;

import ai.kelix.tensor.program.Backend;

/** A backend that executes eagerly and can differentiate. */
public interface GradientBackend extends Backend {

  /** Returns an empty set of variables; closing it frees them and their optimiser's state. */
  Variables variables();

  /**
   * Opens a scope that owns each tensor made on this thread until it is closed. Scopes nest; a
   * training loop opens one per step, so that memory stays flat.
   */
  TensorScope scope();

  /**
   * Opens the same kind of scope, whose tensors find the parameters of networks among some
   * variables.
   *
   * @param variables of this backend, which outlive the scope
   */
  TensorScope scope(Variables variables);
}
