/** What several packages of this module need and nobody else. */
@NullMarked
package ai.kelix.tokenizer.internal;

import org.jspecify.annotations.NullMarked;
