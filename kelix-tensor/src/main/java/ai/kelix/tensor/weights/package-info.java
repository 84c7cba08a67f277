/**
 * Weights as programs see them: named tensors that lie somewhere, checked against what the network
 * demands, and what is wrong with those that do not fit. Knows no file format.
 */
@NullMarked
package ai.kelix.tensor.weights;

import org.jspecify.annotations.NullMarked;
