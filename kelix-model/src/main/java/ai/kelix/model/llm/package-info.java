/**
 * Kelix-LLM: block embedding, Qwen3 backbone, block decoder and head (kelix-ar §7–§9).
 *
 * <p>Shape letters: B batch, L blocks, M = N + 1 slots, D backbone width, h heads, g key/value
 * heads, e head width, V text vocabulary, S visual codes.
 */
@NullMarked
package ai.kelix.model.llm;

import org.jspecify.annotations.NullMarked;
