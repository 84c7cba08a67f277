/**
 * The chat template and row markers: conversations to one sequence of ids (kelix-ar §11.1–11.2).
 */
@NullMarked
package ai.kelix.tokenizer.chat;

import org.jspecify.annotations.NullMarked;
