/** Layers shared by all parts of the network; each knows the checkpoint names of its weights. */
@NullMarked
package ai.kelix.model.layers;

import org.jspecify.annotations.NullMarked;
