/**
 * What is known of a tensor without its numbers: type of elements, sizes, and sizes that only a
 * running program knows.
 */
@NullMarked
package ai.kelix.tensor.type;

import org.jspecify.annotations.NullMarked;
