/** Pictures and words on which kelix-tiny is trained. */
@NullMarked
package ai.kelix.tiny.recipe.data;

import org.jspecify.annotations.NullMarked;
