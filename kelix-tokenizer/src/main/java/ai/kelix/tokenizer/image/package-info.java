/**
 * Images to patches: resizing to whole cells, bit-exact resampling, normalisation (kelix-ar §4).
 */
@NullMarked
package ai.kelix.tokenizer.image;

import org.jspecify.annotations.NullMarked;
