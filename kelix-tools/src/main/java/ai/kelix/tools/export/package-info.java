/** Exported model folders: weights in another format, graphs, and how far they are off. */
@NullMarked
package ai.kelix.tools.export;

import org.jspecify.annotations.NullMarked;
