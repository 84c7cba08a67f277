package ai.kelix.eval.dataset;

import ai.kelix.eval.language.Question;
import ai.kelix.eval.scene.Picture;

/**
 * A question about a picture.
 *
 * @param picture what is asked about
 * @param question with its right answer
 */
public record PictureQuestion(Picture picture, Question question) {}
