/**
 * Programs: pieces of the network with named inputs and outputs, and the contract of the backends
 * that run them.
 *
 * <p>A {@link ai.kelix.tensor.program.Program} is the signature of what is run of a network, and
 * how it is wired. A {@link ai.kelix.tensor.program.Backend} makes an {@link
 * ai.kelix.tensor.program.Executable} of its recorded operations: libtorch replays them, ONNX
 * lowers them to a graph and opens a session. This is all that a backend offers, so the engine,
 * verification and export are the same for each.
 */
@NullMarked
package ai.kelix.tensor.program;

import org.jspecify.annotations.NullMarked;
