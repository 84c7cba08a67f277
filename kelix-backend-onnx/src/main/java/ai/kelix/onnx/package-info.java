/**
 * The ONNX backend: programs become graphs, and ONNX Runtime runs them on CPUs and phones.
 *
 * <p>{@link ai.kelix.onnx.OnnxBackendProvider} is what {@link java.util.ServiceLoader} finds. The
 * operations that a program records are written once as a graph whose weights point into the
 * safetensors files of the checkpoint; nothing is copied.
 */
@NullMarked
package ai.kelix.onnx;

import org.jspecify.annotations.NullMarked;
