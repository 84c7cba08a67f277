/**
 * The public face of Kelix: understand and generate images with one discrete multimodal model.
 *
 * <p>Start at {@link ai.kelix.Kelix}:
 *
 * <pre>{@code
 * try (Kelix kelix = Kelix.load("kelix-tiny")) {
 *   VisualTokens tokens = kelix.tokenize(image);
 *   String answer = kelix.understand(image, "How many red circles are there?").text();
 *   GeneratedImage picture = kelix.generate("a red circle left of a blue square");
 * }
 * }</pre>
 *
 * <p>Every call has a synchronous and a streaming form that share one request: {@link
 * ai.kelix.Understanding} and {@link ai.kelix.Generation}. A model speaks in {@link
 * ai.kelix.Block}s, text or visual. What a user types is always {@linkplain ai.kelix.Prompt text}
 * and never a control token.
 *
 * <p>All types here are immutable and thread-safe unless they say otherwise. Problems with files,
 * models and machines are {@link ai.kelix.KelixException}s.
 */
@NullMarked
package ai.kelix;

import org.jspecify.annotations.NullMarked;
