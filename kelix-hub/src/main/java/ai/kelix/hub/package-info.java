/**
 * Downloads models from a Hugging Face hub or a mirror into its standard cache, shared with other
 * tools. {@link ai.kelix.Kelix#load(String)} does so by itself for names like {@code OWNER/NAME}
 * when this module is on the class path; {@link ai.kelix.hub.Hub} downloads without loading. The
 * environment variables are those of the reference client, see {@link ai.kelix.hub.HubSettings}.
 *
 * <p>What a server says is not believed: names, sizes, checksums, ranges, redirects and the size of
 * answers are checked before they have an effect.
 */
@NullMarked
package ai.kelix.hub;

import org.jspecify.annotations.NullMarked;
