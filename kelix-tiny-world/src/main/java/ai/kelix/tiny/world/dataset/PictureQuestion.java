package ai.kelix.tiny.world.dataset;

import ai.kelix.tiny.world.language.Question;
import ai.kelix.tiny.world.scene.Picture;

/**
 * A question about a picture.
 *
 * @param picture what is asked about
 * @param question with its right answer
 */
public record PictureQuestion(Picture picture, Question question) {}
