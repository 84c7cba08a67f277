/**
 * Kelix-LLM: block embedding, Qwen3 backbone, block decoder and head (kelix-ar §7–§9).
 *
 * <p>Read {@link ai.kelix.model.llm.KelixLanguageModel} first, then {@code BlockEmbedding}, {@code
 * Backbone}, {@code BlockDecoder} and {@code LanguageHead}, which are its four fields. What is run
 * of it is in {@link ai.kelix.model.llm.LanguagePrograms}.
 *
 * <p>Shape letters: B batch, L blocks, M = N + 1 slots, D backbone width, h heads, g key/value
 * heads, e head width, V text vocabulary, S visual codes, K codes in a codebook.
 */
@NullMarked
package ai.kelix.model.llm;

import org.jspecify.annotations.NullMarked;
