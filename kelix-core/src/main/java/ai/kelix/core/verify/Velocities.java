package ai.kelix.core.verify;

import ai.kelix.core.checkpoint.Checkpoint;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.flow.VelocityFunction;
import ai.kelix.core.network.dit.DiffusionPrograms;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import java.nio.ByteBuffer;
import java.util.Map;

/** Evaluates one diffusion transformer. */
final class Velocities {
  private final DitConfig config;
  private final Checkpoint weights;
  private final Runner runner;

  Velocities(DitConfig config, Checkpoint weights, Runner runner) {
    this.config = config;
    this.weights = weights;
    this.runner = runner;
  }

  Runner runner() {
    return runner;
  }

  /** Tells whether conditions are hidden states that pass a connector first. */
  boolean connects() {
    return config.connectorChannels() > 0;
  }

  /** Returns {@code table} and {@code mask} of the null condition in the length of a condition. */
  Map<String, HostTensor> nullCondition(int rows) {
    return runner.run(DiffusionPrograms.nullTable(config, rows), weights, Map.of());
  }

  /** Returns the velocity and all stages. */
  Map<String, HostTensor> of(
      HostTensor latent, HostTensor time, HostTensor caption, HostTensor mask, boolean connects) {
    return run(DiffusionPrograms.whole(config, connects), latent, time, caption, mask);
  }

  /** Returns the velocity on timesteps that are not truncated. */
  HostTensor fractional(HostTensor latent, HostTensor time, HostTensor caption, HostTensor mask) {
    Program program = DiffusionPrograms.wholeFractional(config);
    return Program.require(run(program, latent, time, caption, mask), "velocity");
  }

  private Map<String, HostTensor> run(
      Program program, HostTensor latent, HostTensor time, HostTensor caption, HostTensor mask) {
    return runner.run(
        program,
        weights,
        Map.of("latent", latent, "timestep", time, "caption", caption, "mask", mask));
  }

  /** Returns the velocity of one sample as a function for solvers. */
  VelocityFunction function(
      HostTensor like, HostTensor caption, HostTensor mask, boolean connects) {
    return (latent, timestep) ->
        Program.require(
                of(
                    HostTensor.of(latent, like.sizes()),
                    HostTensor.of(new float[] {timestep}, 1),
                    caption,
                    mask,
                    connects),
                "velocity")
            .floats();
  }

  /** Puts copies of a tensor on top of each other. */
  static HostTensor repeated(HostTensor tensor, int batch) {
    long[] sizes = new long[tensor.shape().size() + 1];
    sizes[0] = batch;
    System.arraycopy(tensor.sizes(), 0, sizes, 1, sizes.length - 1);
    HostTensor whole = HostTensor.allocate(tensor.dtype(), sizes);
    ByteBuffer target = whole.data().duplicate();
    for (int i = 0; i < batch; i++) {
      target.put(tensor.data().duplicate());
    }
    return whole;
  }
}
