/**
 * The engine: from a model folder and a backend to the public {@link ai.kelix.Kelix}.
 *
 * <p>The {@code EngineLoader} finds the model ({@code ModelLocator}) and the backend ({@code
 * Backends}) and makes a {@code KelixEngine} of them. A request becomes blocks ({@code
 * PromptBlocks}), the {@code BlockWriter} makes new blocks one at a time, the {@code Painter} turns
 * their hidden states into pixels. None of this knows which backend runs. All of it is done in
 * pieces, by the thread of a call or those of the model's streams ({@code
 * ai.kelix.engine.internal.work}).
 */
@NullMarked
package ai.kelix.engine;

import org.jspecify.annotations.NullMarked;
