/**
 * The block sequence: ids of its slots, expansion of prompts, extraction of images (kelix-ar §7,
 * §11).
 */
@NullMarked
package ai.kelix.tokenizer.block;

import org.jspecify.annotations.NullMarked;
