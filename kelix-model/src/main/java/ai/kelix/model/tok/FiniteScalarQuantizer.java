package ai.kelix.model.tok;

import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rounds each of a few channels to one of L levels (FSQ, kelix-training §2.7). There is no codebook
 * and no loss of its own.
 */
public final class FiniteScalarQuantizer implements Quantizer {
  /** How much of the outermost levels is out of reach, so that none is rounded beyond them. */
  private static final double MARGIN = 1e-3;

  private final Linear input;
  private final Linear upProjector;
  private final Form form;

  /**
   * The form of the quantiser.
   *
   * @param channels how many numbers are rounded
   * @param levels L of each
   * @param inputWidth of the features
   * @param outputWidth of the embedding
   */
  public record Form(int channels, int levels, int inputWidth, int outputWidth) {
    /** The paper's 16⁴. */
    public static final int LEVELS = 16;

    private double reach() {
      return (levels - 1) * (1 - MARGIN) / 2;
    }

    /** Even numbers of levels have none at 0. */
    private double offset() {
      return levels % 2 == 0 ? 0.5 : 0;
    }

    private double shift() {
      double tangent = offset() / reach();
      return 0.5 * Math.log((1 + tangent) / (1 - tangent));
    }

    private int half() {
      return levels / 2;
    }
  }

  /**
   * Takes the weights.
   *
   * @param p at {@code visual_tokenizer}
   */
  public FiniteScalarQuantizer(Parameters p, Form form) {
    this.input = Linear.withBias(p.at("encoder"), form.inputWidth(), form.channels());
    this.upProjector =
        Linear.withoutBias(p.at("up_projector"), form.channels(), form.outputWidth());
    this.form = form;
  }

  /** Returns the channels before they are rounded, {@code [T, channels]}. */
  public Tensor bounded(Tensor features) {
    Tensor turned = input.forward(features).plus(form.shift()).tanh();
    return turned.times(form.reach()).plus(-form.offset());
  }

  @Override
  public Quantized quantize(Tensor features, UnaryOperator<Tensor> stop) {
    return quantizeBounded(bounded(features), stop);
  }

  /**
   * Rounds channels.
   *
   * @param bounded from {@link #bounded}
   * @param stop as of {@link #quantize}
   */
  public Quantized quantizeBounded(Tensor bounded, UnaryOperator<Tensor> stop) {
    Tensor levels = stop.apply(bounded).round();
    Tensor passed = Quantizer.passedStraight(bounded, levels, stop).times(1.0 / form.half());
    return new Quantized(
        indices(levels), passed, upProjector.forward(passed), Optional.empty(), Optional.empty());
  }

  /** Σ (q_j + L/2)·L^j. */
  private Tensor indices(Tensor levels) {
    long[] places = new long[form.channels()];
    long place = 1;
    for (int j = 0; j < places.length; j++) {
      places[j] = place;
      place *= form.levels();
    }
    Tensors make = levels.make();
    Tensor half = make.full(form.half(), DType.I64, Shape.of(Dim.of(1)));
    Tensor digits = levels.to(DType.I64).plus(half);
    return digits.times(make.constant(places, places.length)).sum(1, true);
  }
}
