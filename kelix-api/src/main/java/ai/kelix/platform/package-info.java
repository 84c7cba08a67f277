/**
 * What Kelix finds around it, for its own modules alone: installed services, the user's folders,
 * the temporary folder, and whether the calling thread was interrupted. Not part of the public
 * face.
 */
@NullMarked
package ai.kelix.platform;

import org.jspecify.annotations.NullMarked;
