/** Commands that need libtorch. */
@NullMarked
package ai.kelix.cli.training;

import org.jspecify.annotations.NullMarked;
