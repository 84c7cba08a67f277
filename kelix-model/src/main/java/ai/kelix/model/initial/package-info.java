/** First values of weights that no checkpoint has: draws by name. */
@NullMarked
package ai.kelix.model.initial;

import org.jspecify.annotations.NullMarked;
