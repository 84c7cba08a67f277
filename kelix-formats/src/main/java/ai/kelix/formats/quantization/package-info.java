/** Weights in fewer bits: block-wise integers with one scale per block. */
@NullMarked
package ai.kelix.formats.quantization;

import org.jspecify.annotations.NullMarked;
