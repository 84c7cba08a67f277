/**
 * A backend in plain Java: naive, obviously right, and quick enough for micro models. It is the
 * oracle of the conformance suite and lets tests of the network and the engine run without native
 * libraries.
 *
 * <p>Start at {@link ai.kelix.testkit.reference.ReferenceBackend}, which runs programs, or at
 * {@link ai.kelix.testkit.reference.ReferenceTensors}, which makes single tensors; both compute
 * with {@code ReferenceKernels}, which has a case for each operation. Floats are computed and kept
 * as doubles, also where the type says float32; float16 and bfloat16 are rounded after each
 * operation.
 *
 * <p>Besides, there is what tests need around a backend: {@link
 * ai.kelix.testkit.reference.MemoryTensorSource} supplies weights, {@link
 * ai.kelix.testkit.reference.GoldenFile} reads fixtures and {@link
 * ai.kelix.testkit.reference.GoldenAssert} compares with them.
 */
@NullMarked
package ai.kelix.testkit.reference;

import org.jspecify.annotations.NullMarked;
