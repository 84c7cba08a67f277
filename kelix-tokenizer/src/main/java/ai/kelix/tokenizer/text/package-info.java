/**
 * Byte-level BPE as in Hugging Face {@code tokenizer.json} files (kelix-ar §11.1).
 *
 * <p>{@link ai.kelix.tokenizer.text.TextTokenizer} is the entry; {@link
 * ai.kelix.tokenizer.text.TokenizerFile} reads files, {@link ai.kelix.tokenizer.text.BpeTrainer}
 * makes new ones.
 */
@NullMarked
package ai.kelix.tokenizer.text;

import org.jspecify.annotations.NullMarked;
