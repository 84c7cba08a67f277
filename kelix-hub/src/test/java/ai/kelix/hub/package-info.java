/**
 * Proof against a server that breaks, lies and attacks; {@link ai.kelix.hub.FakeHub} is that
 * server.
 */
@NullMarked
package ai.kelix.hub;

import org.jspecify.annotations.NullMarked;
