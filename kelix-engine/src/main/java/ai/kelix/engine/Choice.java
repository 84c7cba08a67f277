package ai.kelix.engine;

import ai.kelix.Sampling;
import ai.kelix.formats.config.GenerationConfig;
import java.util.Optional;

/**
 * How the blocks of one request are chosen.
 *
 * @param words outside of pictures
 * @param pictures inside of them, row markers included
 * @param seed of all randomness
 */
record Choice(Sampling words, Sampling pictures, long seed) {

  /** Chooses an answer as the model wants, unless the caller says how. */
  static Choice ofAnswer(GenerationConfig wishes, Optional<Sampling> said, long seed) {
    return new Choice(said.orElse(wishes.answering()), said.orElse(wishes.drawing()), seed);
  }

  /** Chooses a picture that was asked for, and what comes behind it, as the model draws. */
  static Choice ofPicture(GenerationConfig wishes, Optional<Sampling> said, long seed) {
    Sampling sampling = said.orElse(wishes.drawing());
    return new Choice(sampling, sampling, seed);
  }
}
