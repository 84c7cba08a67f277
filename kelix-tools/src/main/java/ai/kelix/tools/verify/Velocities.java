package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.flow.VelocityFunction;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Evaluates one diffusion transformer. */
final class Velocities {
  static final String VELOCITY = "velocity";
  private static final String NULL_TABLE = "y_embedder.y_embedding";

  private final DitConfig config;
  private final Checkpoint weights;
  private final Runner runner;
  private final DiffusionPrograms turning;
  private final DiffusionPrograms still;

  Velocities(DitConfig config, Checkpoint weights, Runner runner) {
    this.config = config;
    this.weights = weights;
    this.runner = runner;
    this.turning = programs(config);
    this.still = programs(config.withoutRotation());
  }

  private DiffusionPrograms programs(DitConfig of) {
    return new DiffusionPrograms(
        new DiffusionTransformer(Parameters.of(weights), of), Precision.FLOAT32);
  }

  /** Returns the programs of the network as it is configured. */
  DiffusionPrograms programs() {
    return turning;
  }

  DitConfig config() {
    return config;
  }

  Runner runner() {
    return runner;
  }

  /**
   * Returns a recorded condition.
   *
   * @param caption hidden states if there is a connector
   */
  Condition condition(HostTensor caption, HostTensor mask, Optional<PositionArguments> positions) {
    return new Condition(caption, mask, config.hasConnector(), positions);
  }

  /** Returns {@code table} and {@code mask} of the null condition in the length of a condition. */
  Map<String, HostTensor> nullTable(int rows) {
    if (weights.find(NULL_TABLE).isEmpty()) {
      throw NotCompared.skipped("these weights have no null condition, " + NULL_TABLE);
    }
    return runner.run(turning.nullTable(rows), weights, Map.of());
  }

  /** Returns the null condition in the length and batch of a condition. */
  Condition nothing(int rows, int batch, Optional<PositionArguments> positions) {
    Map<String, HostTensor> nothing = nullTable(rows);
    return new Condition(
        repeated(Program.require(nothing, "table"), batch),
        repeated(Program.require(nothing, "mask"), batch),
        false,
        positions);
  }

  /** Returns the velocity and all stages. */
  Map<String, HostTensor> of(HostTensor latent, HostTensor time, Condition condition) {
    return run(programs -> programs.whole(condition.connects()), latent, time, condition);
  }

  /** Returns the same on timesteps that are not truncated. */
  Map<String, HostTensor> fractional(HostTensor latent, HostTensor time, Condition condition) {
    return run(DiffusionPrograms::wholeFractional, latent, time, condition);
  }

  private Map<String, HostTensor> run(
      Function<DiffusionPrograms, Program> program,
      HostTensor latent,
      HostTensor time,
      Condition condition) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("latent", latent);
    inputs.put("timestep", time);
    inputs.put("caption", condition.caption());
    inputs.put("mask", condition.mask());
    return runner.run(
        program.apply(placed(inputs, condition.positions(), condition.rows())), weights, inputs);
  }

  /** Adds the places of condition rows; without any nothing turns (kelix-dit §7.4). */
  DiffusionPrograms placed(
      Map<String, HostTensor> inputs, Optional<PositionArguments> positions, int rows) {
    if (!config.crossRope() || positions.isEmpty()) {
      return still;
    }
    inputs.put(DiffusionPrograms.PLACES, positions.get().keys(config, rows));
    return turning;
  }

  /**
   * Returns a prediction in the form in which it was recorded: of a network that predicts sigma too
   * both halves, or the velocity alone (kelix-dit §7.6).
   */
  HostTensor asRecorded(Map<String, HostTensor> stages, Optional<HostTensor> recorded) {
    long velocities = Program.require(stages, VELOCITY).count();
    boolean whole =
        config.predictsSigma() && recorded.filter(r -> r.count() > velocities).isPresent();
    return Program.require(stages, whole ? DiffusionTransformer.PREDICTION : VELOCITY);
  }

  /** Returns the velocity of one sample as a function for solvers. */
  VelocityFunction function(HostTensor like, Condition condition) {
    return (latent, timestep) ->
        Program.require(
                of(
                    HostTensor.of(latent, like.sizes()),
                    HostTensor.of(new float[] {timestep}, 1),
                    condition),
                VELOCITY)
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
