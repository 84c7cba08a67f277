/**
 * What training minimises, each loss once: next-block prediction, the quantiser's distances and
 * flow matching (kelix-training §2.3, §3.1, kelix-dit §10). Written on the tensor interface, so
 * that a gradient backend differentiates them and any backend runs them in a program; training
 * recipes weigh them, verification compares them with recorded values.
 *
 * <p>Labels, weights and the order of documents are made from plain numbers beforehand.
 */
@NullMarked
package ai.kelix.model.loss;

import org.jspecify.annotations.NullMarked;
