/**
 * Flow matching in plain numbers: schedules, solvers and guidance (kelix-dit §9). Knows nothing of
 * networks or backends.
 */
@NullMarked
package ai.kelix.model.flow;

import org.jspecify.annotations.NullMarked;
