/**
 * Bad input and rough handling, end to end: kelix-tiny on the ONNX backend, through the public API
 * and the command line. What is refused must be refused with a documented exception that says what
 * was found and what to do, and nothing may crash, hang or stay half-loaded.
 */
@NullMarked
package ai.kelix.cli.hostile;

import org.jspecify.annotations.NullMarked;
