/**
 * Unicode as the released tokenizers know it. Platforms differ: Java 17 has version 13 and Java 25
 * version 16, Android whatever it was built with; the ids of a text must not.
 */
@NullMarked
package ai.kelix.tokenizer.unicode;

import org.jspecify.annotations.NullMarked;
