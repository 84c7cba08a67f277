/** Codebooks from features: the K-means step between continuous and discrete training. */
@NullMarked
package ai.kelix.training.quantize;

import org.jspecify.annotations.NullMarked;
