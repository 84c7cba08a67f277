/** What is learned and what is held out; the two never share a picture or a prompt. */
@NullMarked
package ai.kelix.tiny.world.dataset;

import org.jspecify.annotations.NullMarked;
