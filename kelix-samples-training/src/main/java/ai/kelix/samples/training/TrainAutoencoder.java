package ai.kelix.samples.training;

import ai.kelix.engine.Backends;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.initial.Initialization;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.RateSchedule;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.training.run.TensorArchive;
import ai.kelix.training.run.TrainableParameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Teaches a small autoencoder, of the kind that Kelix paints with, to copy pictures: {@code
 * TrainAutoencoder STEPS FILE}. The file holds the weights in the released naming.
 */
public final class TrainAutoencoder implements AutoCloseable {
  /** Two halvings: a latent has a quarter of the picture's side. */
  private static final VaeConfig SMALL =
      VaeConfigReader.parse(
          """
          {
            "in_channels": 3, "latent_channels": 8, "attention_head_dim": 8,
            "encoder_block_types": ["ResBlock", "ResBlock", "ResBlock"],
            "decoder_block_types": ["ResBlock", "ResBlock", "ResBlock"],
            "encoder_block_out_channels": [8, 16, 16], "decoder_block_out_channels": [8, 16, 16],
            "encoder_layers_per_block": [1, 1, 1], "decoder_layers_per_block": [1, 1, 1],
            "encoder_qkv_multiscales": [[], [], []], "decoder_qkv_multiscales": [[], [], []],
            "downsample_block_type": "conv", "upsample_block_type": "interpolate",
            "decoder_norm_types": "rms_norm", "decoder_act_fns": "silu", "scaling_factor": 1.0
          }
          """);

  private static final double PEAK_RATE = 4e-3;
  private static final double LARGEST_GRADIENT = 1;

  private final GradientBackend backend;
  private final Variables variables;
  private final Autoencoder network;
  private final Optimizer optimizer;
  private final RateSchedule schedule;
  private long step;

  /**
   * Makes the network and an optimiser.
   *
   * @param backend executes and differentiates; stays the caller's
   * @param steps how many will be taken
   */
  public TrainAutoencoder(GradientBackend backend, long steps) {
    this.backend = backend;
    this.variables = backend.variables();
    // Weights come into being, by name, when the network is built on them.
    Initialization first = new Initialization(7, 0.5);
    this.network =
        new Autoencoder(
            Parameters.of(new TrainableParameters(variables, first::initial, name -> true)), SMALL);
    this.schedule = RateSchedule.cosine(Math.max(1, steps / 10), steps, 0.1);
    this.optimizer = variables.adamW(new AdamW(0.9, 0.95, 1e-8, 0.01));
  }

  /** Trains and writes the weights. */
  public static void main(String[] arguments) {
    long steps = Long.parseLong(arguments[0]);
    try (GradientBackend backend = open();
        TrainAutoencoder training = new TrainAutoencoder(backend, steps)) {
      for (long i = 0; i < steps; i++) {
        System.out.printf(Locale.ROOT, "step %d, loss %.4f%n", i, training.step());
      }
      TensorArchive.write(Path.of(arguments[1]), training.weights());
    }
  }

  /** Opens libtorch; its provider is found on the class path. */
  static GradientBackend open() {
    return (GradientBackend) Backends.open(Optional.of("libtorch"), BackendOptions.DEFAULTS);
  }

  /** Takes one step on new pictures and returns the loss before it. */
  double step() {
    // The scope frees every tensor of the step, so that memory stays flat.
    try (TensorScope scope = backend.scope(variables)) {
      // 1) Forward
      Tensor pictures = scope.upload(Pictures.batch(step));
      Tensor loss = mean(copy(pictures).minus(pictures).square());
      // 2) Backward
      variables.zeroGradients();
      variables.backward(loss);
      variables.clipGradients(LARGEST_GRADIENT);
      // 3) Update; the schedule's step 0 is at rate 0
      step++;
      optimizer.step(PEAK_RATE * schedule.at(step));
      return scope.number(loss);
    }
  }

  /** Copies the weights out by name. */
  Map<String, HostTensor> weights() {
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    for (String name : variables.names()) {
      weights.put(name, variables.get(name));
    }
    return weights;
  }

  @Override
  public void close() {
    variables.close();
  }

  /** Pictures {@code [B, 3, H, W]} to latents {@code [B, 8, H/4, W/4]} and back. */
  private Tensor copy(Tensor pictures) {
    return network.decoded(network.encoded(pictures));
  }

  /** Any shape to a scalar. */
  private static Tensor mean(Tensor x) {
    return x.reshape(x.shape().count()).mean(0, false).reshape(new Dim[0]);
  }
}
