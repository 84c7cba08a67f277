/** The main job: one image, three questions, one generated image, and a page that shows it all. */
@NullMarked
package ai.kelix.cli.demo;

import org.jspecify.annotations.NullMarked;
