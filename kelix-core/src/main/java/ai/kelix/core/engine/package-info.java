/**
 * The engine: from a model folder and a backend to the public {@link ai.kelix.Kelix}.
 *
 * <p>The {@code KelixEngine} finds the model ({@code ModelLocator}) and the backend ({@code
 * Backends}) and opens a {@code LoadedModel}. A request becomes blocks ({@code PromptReader}), the
 * {@code BlockWriter} makes new blocks one at a time, the {@code Painter} turns their hidden states
 * into pixels. None of this knows which backend runs.
 */
@NullMarked
package ai.kelix.core.engine;

import org.jspecify.annotations.NullMarked;
