/**
 * From the recorded operations of a program to an ONNX graph.
 *
 * <p>{@link ai.kelix.onnx.internal.lowering.Lowering} walks the operations once, in order; {@link
 * ai.kelix.onnx.internal.lowering.Operators} has a case for each group of them, whose class has one
 * for each operation and appends nodes. Types and shapes come from the recording, where operations
 * own their rules. Sizes that only a run knows are themselves values of the graph, made by {@link
 * ai.kelix.onnx.internal.lowering.DimValues} from the shapes of the inputs. Which operator suits a
 * size is decided in {@link ai.kelix.onnx.internal.lowering.KernelChoice}.
 *
 * <p>Nothing here knows ONNX Runtime's Java API; which operators it runs well is known in the
 * classes that choose them.
 */
@NullMarked
package ai.kelix.onnx.internal.lowering;

import org.jspecify.annotations.NullMarked;
