/**
 * Kelix on libtorch: eager execution of the one network, with gradients when asked.
 *
 * <p>{@link ai.kelix.libtorch.LibtorchProvider} is found under the name {@code libtorch}. Native
 * memory belongs to scopes (JavaCPP pointer scopes) and is freed when they are left.
 */
@NullMarked
package ai.kelix.libtorch;

import org.jspecify.annotations.NullMarked;
