/** Pictures and words on which kelix-tiny is trained. */
@NullMarked
package ai.kelix.training.tiny.data;

import org.jspecify.annotations.NullMarked;
