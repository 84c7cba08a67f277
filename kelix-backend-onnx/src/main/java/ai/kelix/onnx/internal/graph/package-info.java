/**
 * ONNX graphs as data, and their bytes.
 *
 * <p>A {@link ai.kelix.onnx.internal.graph.Graph} grows node by node; {@link
 * ai.kelix.onnx.internal.graph.GraphEncoder} drops what no output needs, names the rest and writes
 * the protocol-buffer form with {@link ai.kelix.onnx.internal.graph.WireWriter}. The few messages
 * of ONNX that are needed are written by hand: this keeps the protobuf runtime, of which
 * applications carry versions of their own, off the class path, and costs nothing at start.
 *
 * <p>Nothing here knows tensors, shape rules or ONNX Runtime.
 */
@NullMarked
package ai.kelix.onnx.internal.graph;

import org.jspecify.annotations.NullMarked;
