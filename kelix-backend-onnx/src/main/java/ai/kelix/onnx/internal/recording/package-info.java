/**
 * Tensors that record: running a program's body on them once yields its graph.
 *
 * <p>Start at {@link ai.kelix.onnx.internal.recording.ProgramRecorder}. Each operation of {@link
 * ai.kelix.onnx.internal.recording.RecordedTensor} checks its operands, works out the result's
 * shape (which may contain symbols) and appends nodes. Sizes that only a run knows are themselves
 * values of the graph, made by {@link ai.kelix.onnx.internal.recording.DimValues} from the shapes
 * of the inputs; {@link ai.kelix.onnx.internal.recording.DimPolynomial} proves sizes equal or
 * different.
 *
 * <p>Nothing here knows ONNX Runtime's Java API; which operators it runs well is known in the
 * classes that choose them.
 */
@NullMarked
package ai.kelix.onnx.internal.recording;

import org.jspecify.annotations.NullMarked;
