package ai.kelix.tools.export;

import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.export.StageError.Measure;
import java.util.Locale;

/**
 * How far a stage may be off, and why so far. What was measured is in docs/guide.md: kelix-tiny in
 * int4 answers and draws as well as the original, so what it loses is no fault; half more is one.
 *
 * @param most the largest error that passes
 * @param reason for people, without a full stop
 */
record ErrorLimit(double most, String reason) {
  private static final String TIES = "only ties may be decided otherwise";

  /** The deviations of that many independent products add up to six times that of one. */
  private static final int PRODUCTS = 36;

  /** Returns the limit of a measure for weights of a format. */
  static ErrorLimit of(WeightFormat format, Measure measure) {
    return switch (measure) {
      case RELATIVE -> relative(format);
      case CODES -> codes(format);
      case CHOICES -> choices(format);
      case DIVERGENCE -> divergence(format);
    };
  }

  /** One product by rounded weights is off by so much where weights are spread normally. */
  private static ErrorLimit relative(WeightFormat format) {
    return switch (format) {
      case FP32 -> new ErrorLimit(1e-4, "the same numbers, added in another order");
      case FP16 -> products(format, 2.1e-4);
      case INT8 -> products(format, 7e-3);
      case INT4 -> products(format, 8.5e-2);
    };
  }

  private static ErrorLimit products(WeightFormat format, double one) {
    return new ErrorLimit(
        Math.sqrt(PRODUCTS) * one,
        String.format(
            Locale.ROOT,
            "rounding to %s puts one product off by %.1e, and %d after each other by six times"
                + " that",
            format.word(),
            one,
            PRODUCTS));
  }

  private static ErrorLimit codes(WeightFormat format) {
    return switch (format) {
      case FP32 -> new ErrorLimit(0.002, TIES);
      case FP16 -> new ErrorLimit(0.01, TIES);
      case INT8 -> new ErrorLimit(0.05, "three times the loss of kelix-tiny, which sees as well");
      case INT4 -> new ErrorLimit(0.3, "half more than kelix-tiny loses, which sees as well");
    };
  }

  private static ErrorLimit choices(WeightFormat format) {
    return switch (format) {
      case FP32 -> new ErrorLimit(0.002, TIES);
      case FP16 -> new ErrorLimit(0.01, TIES);
      case INT8 ->
          new ErrorLimit(0.07, "three times the loss of kelix-tiny, which answers as well");
      case INT4 -> new ErrorLimit(0.3, "half more than kelix-tiny loses, which answers as well");
    };
  }

  /** A divergence of d nats multiplies the perplexity by e to the d. */
  private static ErrorLimit divergence(WeightFormat format) {
    return switch (format) {
      case FP32 -> new ErrorLimit(1e-6, "the same probabilities but for the last digits");
      case FP16 -> new ErrorLimit(1e-4, "a perplexity higher by a hundredth of a percent");
      case INT8 -> new ErrorLimit(0.01, "a perplexity higher by one percent");
      case INT4 -> new ErrorLimit(0.3, "a perplexity higher by a third");
    };
  }
}
