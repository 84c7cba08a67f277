/** What is said about pictures: questions with their answers, captions, and prompts. */
@NullMarked
package ai.kelix.tiny.world.language;

import org.jspecify.annotations.NullMarked;
