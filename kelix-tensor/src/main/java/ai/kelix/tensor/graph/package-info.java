/**
 * Computations as lists of operations: recorded once, analysed, and run many times.
 *
 * <p>{@link ai.kelix.tensor.graph.GraphTape} records a {@link ai.kelix.tensor.graph.Graph}. What it
 * asks of weights, how much memory it takes and what of it nobody reads are analyses of that list.
 */
@NullMarked
package ai.kelix.tensor.graph;

import org.jspecify.annotations.NullMarked;
