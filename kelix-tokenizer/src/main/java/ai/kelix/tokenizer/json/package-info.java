/** JSON as this module and the core read it: strictly, and without what a start would wait for. */
@NullMarked
package ai.kelix.tokenizer.json;

import org.jspecify.annotations.NullMarked;
