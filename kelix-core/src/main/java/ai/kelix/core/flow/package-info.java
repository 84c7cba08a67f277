/**
 * Flow matching in plain numbers: schedules, solvers, guidance and image conversion (kelix-dit §9,
 * §12). Knows nothing of networks or backends.
 */
@NullMarked
package ai.kelix.core.flow;

import org.jspecify.annotations.NullMarked;
