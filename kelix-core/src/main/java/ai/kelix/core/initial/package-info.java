/**
 * First values of weights that no checkpoint has: draws by name, and codebooks from K-means centres
 * of features.
 */
@NullMarked
package ai.kelix.core.initial;

import org.jspecify.annotations.NullMarked;
