package ai.kelix.testkit.conformance.gradient;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;

/**
 * A computation whose gradient is compared.
 *
 * @param operation the method that it is about
 * @param body computes with it
 * @param shapes of the inputs, with regard to each of which it is differentiated
 */
record Differentiable(String operation, Laboratory.Body body, List<long[]> shapes) {
  @Override
  public String toString() {
    return operation;
  }
}
