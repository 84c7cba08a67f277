/** What libtorch costs here in memory and time; {@link ai.kelix.libtorch.bench.LibtorchBench}. */
@NullMarked
package ai.kelix.libtorch.bench;

import org.jspecify.annotations.NullMarked;
