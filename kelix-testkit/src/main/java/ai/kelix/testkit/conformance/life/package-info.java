/** What holds for the life of backends, programs and tensors, from one thread or several. */
@NullMarked
package ai.kelix.testkit.conformance.life;

import org.jspecify.annotations.NullMarked;
