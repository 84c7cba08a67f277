/** The recipe of kelix-tiny: stages in order, their data and their settings. */
@NullMarked
package ai.kelix.training.tiny;

import org.jspecify.annotations.NullMarked;
