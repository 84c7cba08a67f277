/**
 * The {@code kelix} command. {@link ai.kelix.cli.Main} collects the commands of all {@link
 * ai.kelix.cli.CommandProvider}s on the class path; each command is one class.
 *
 * <p>Exit codes: 0 fine, 1 a check failed, 2 wrong usage, 3 bad input or environment.
 */
@NullMarked
package ai.kelix.cli;

import org.jspecify.annotations.NullMarked;
