/**
 * What kelix-tiny is trained and judged on: {@link ai.kelix.tiny.world.scene} draws a small world,
 * {@link ai.kelix.tiny.world.language} talks about it, {@link ai.kelix.tiny.world.dataset} splits
 * it into what is learned and what is held out.
 */
@NullMarked
package ai.kelix.tiny.world;

import org.jspecify.annotations.NullMarked;
