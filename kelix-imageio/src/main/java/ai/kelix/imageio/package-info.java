/** The image codec for desktops and servers, on {@code javax.imageio}. */
@NullMarked
package ai.kelix.imageio;

import org.jspecify.annotations.NullMarked;
