/**
 * The front end of the model: {@link ai.kelix.tokenizer.text} turns characters into ids, {@link
 * ai.kelix.tokenizer.image} pixels into patches, {@link ai.kelix.tokenizer.chat} a conversation
 * into one sequence, {@link ai.kelix.tokenizer.block} ids and codes into blocks.
 */
@NullMarked
package ai.kelix.tokenizer;

import org.jspecify.annotations.NullMarked;
