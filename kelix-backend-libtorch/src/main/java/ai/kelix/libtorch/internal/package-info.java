/** How the tensor interface is mapped to libtorch. */
@NullMarked
package ai.kelix.libtorch.internal;

import org.jspecify.annotations.NullMarked;
