/** Checkpoints: safetensors files and indices, naming schemes, and where a tensor's bytes lie. */
@NullMarked
package ai.kelix.formats.checkpoint;

import org.jspecify.annotations.NullMarked;
