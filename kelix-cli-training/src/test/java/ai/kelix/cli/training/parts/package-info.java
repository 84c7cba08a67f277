/**
 * What others published, in Kelix: language models of text alone, and a Kelix put together from
 * parts.
 */
@NullMarked
package ai.kelix.cli.training.parts;

import org.jspecify.annotations.NullMarked;
