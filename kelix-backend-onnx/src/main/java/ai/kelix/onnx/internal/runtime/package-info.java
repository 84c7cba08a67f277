/**
 * Programs on ONNX Runtime's Java API: sessions, tensors and what keeps native memory safe.
 *
 * <p>{@link ai.kelix.onnx.internal.runtime.OnnxBackend} loads the library and compiles; {@link
 * ai.kelix.onnx.internal.runtime.OnnxExecutable} runs one session; {@link
 * ai.kelix.onnx.internal.runtime.OnnxDeviceTensor} holds numbers. A session is never closed during
 * a run, and a tensor is never freed while a run reads it.
 */
@NullMarked
package ai.kelix.onnx.internal.runtime;

import org.jspecify.annotations.NullMarked;
