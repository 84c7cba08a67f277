/**
 * Programs to copy from. Each needs {@code ai.kelix:kelix-bundle} only and is tested with
 * kelix-tiny.
 *
 * <ul>
 *   <li>{@link ai.kelix.samples.AskAboutImage}: several questions about one image file
 *   <li>{@link ai.kelix.samples.StreamAnswer}: an answer as it grows, stopped early
 *   <li>{@link ai.kelix.samples.PaintPicture}: a picture with progress
 *   <li>{@link ai.kelix.samples.VisualQuestionService}: many users at once
 * </ul>
 */
@NullMarked
package ai.kelix.samples;

import org.jspecify.annotations.NullMarked;
