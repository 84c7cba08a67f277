/** The recipe of kelix-tiny: stages in order, their data and their settings. */
@NullMarked
package ai.kelix.tiny.recipe;

import org.jspecify.annotations.NullMarked;
