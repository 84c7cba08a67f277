/**
 * How requests are carried out: in pieces, on the calling thread ({@code BlockingCall}) or as a
 * stream ({@code StreamThreads}). Knows nothing of models.
 */
@NullMarked
package ai.kelix.engine.internal.work;

import org.jspecify.annotations.NullMarked;
