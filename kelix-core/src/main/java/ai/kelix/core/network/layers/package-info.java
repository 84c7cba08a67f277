/** Layers shared by all parts of the network; each knows the checkpoint names of its weights. */
@NullMarked
package ai.kelix.core.network.layers;

import org.jspecify.annotations.NullMarked;
