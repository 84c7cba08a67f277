package ai.kelix.tokenizer.image;

import ai.kelix.tokenizer.TokenizerFormatException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How values 0 … 255 become numbers, {@code (value · factor − mean) / deviation} (kelix-ar §4.3).
 * The product is formed in double precision and rounded, the rest in single precision, as the
 * reference does.
 *
 * @param factor 1/255, or 1 where values are not rescaled
 * @param mean of each of three channels; 0 where numbers are not normalised
 * @param deviation of each of three channels, above 0; 1 where numbers are not normalised
 */
public record PixelScale(double factor, List<Double> mean, List<Double> deviation) {
  /** What the public processor does: −1 is black and 1 is white. */
  public static final PixelScale DEFAULT = new PixelScale(1 / 255.0, each(0.5), each(0.5));

  private static final int CHANNELS = 3;

  /**
   * Copies the lists.
   *
   * @throws TokenizerFormatException if there are not three channels, or a number comes out that is
   *     none in single precision
   */
  public PixelScale {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    require("image_mean", mean);
    require("image_std", deviation);
    for (int channel = 0; channel < CHANNELS; channel++) {
      double largest = 255 * Math.abs(factor) + Math.abs(mean.get(channel));
      if (!(largest / deviation.get(channel) < Float.MAX_VALUE)
          || deviation.get(channel).floatValue() <= 0) {
        throw new TokenizerFormatException(
            String.format(
                Locale.ROOT,
                "preprocessor_config.json: rescale_factor %s, image_mean %s and image_std %s give"
                    + " numbers that are none in single precision, expected such as 1/255, 0.5 and"
                    + " 0.5",
                factor,
                mean,
                deviation));
      }
    }
  }

  /** Returns the same number for each channel. */
  public static List<Double> each(double number) {
    return Collections.nCopies(CHANNELS, number);
  }

  private static void require(String key, List<Double> numbers) {
    if (numbers.size() != CHANNELS) {
      throw new TokenizerFormatException(
          String.format(
              Locale.ROOT,
              "preprocessor_config.json: %s has %d numbers, expected 3, one for each channel",
              key,
              numbers.size()));
    }
  }

  /** Returns the numbers of all values of one channel. */
  float[] table(int channel) {
    float[] numbers = new float[256];
    for (int value = 0; value < numbers.length; value++) {
      float scaled = (float) (value * factor);
      numbers[value] =
          (scaled - mean.get(channel).floatValue()) / deviation.get(channel).floatValue();
    }
    return numbers;
  }
}
