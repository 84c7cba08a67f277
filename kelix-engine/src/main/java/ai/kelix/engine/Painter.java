package ai.kelix.engine;

import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.flow.DpmSolver;
import ai.kelix.model.flow.EulerSolver;
import ai.kelix.model.flow.FlowSchedule;
import ai.kelix.model.flow.FlowSolver;
import ai.kelix.model.flow.VelocityFunction;
import ai.kelix.model.vae.PixelConversion;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.image.Size;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Paints one image from the hidden states of its blocks, one step per call (kelix-dit §2). Confined
 * to one thread at a time.
 */
final class Painter implements AutoCloseable {
  private final ModelFolder.Painting painting;
  private final ModelPrograms.Brush programs;
  private final Executables executables;
  private final FlowSolver solver;
  private final VelocityFunction velocity;
  private final Map<String, DeviceTensor> condition;
  private final Map<String, DeviceTensor> nothing;
  private final float[] latent;
  private final int side;
  private int done;

  /**
   * Prepares the condition once for all steps.
   *
   * @param hidden {@code [1, rows, language width]}
   * @param drawn rows before they were cut to as many as the network takes
   */
  Painter(
      ModelFolder.Painting painting,
      ModelPrograms.Brush programs,
      Executables executables,
      HostTensor hidden,
      int drawn,
      GenerationOptions options,
      Noise noise) {
    DitConfig config = painting.dit();
    this.painting = painting;
    this.programs = programs;
    this.executables = executables;
    this.side = config.inputSize();
    this.latent = new float[config.latentChannels() * side * side];
    noise.gaussian(FloatBuffer.wrap(latent));
    this.solver =
        options.solver() == GenerationOptions.Solver.EULER
            ? new EulerSolver(FlowSchedule.linear(options.steps()))
            : new DpmSolver(options.steps());
    Map<String, HostTensor> inputs = places(drawn, Math.toIntExact(hidden.sizes()[1]));
    inputs.put("hidden", hidden);
    this.condition = prepare(programs.condition(), inputs);
    this.nothing =
        options.guidance() == 1
            ? Map.of()
            : prepare(programs.nullCondition(), places(drawn, config.conditionRows()));
    this.velocity =
        VelocityFunction.guided(
            (x, t) -> evaluate(x, t, condition),
            (x, t) -> evaluate(x, t, nothing),
            options.guidance());
  }

  /** Both branches turn by where the drawn rows lie (kelix-dit §8). */
  private Map<String, HostTensor> places(int drawn, int rows) {
    Map<String, HostTensor> inputs = new HashMap<>();
    DitConfig config = painting.dit();
    if (config.crossRope()) {
      PositionArguments positions =
          PositionArguments.of(
              PositionArguments.Question.whenPainting(
                  config, new Size(side, side), config.conditionRows(), drawn));
      inputs.put(DiffusionPrograms.PLACES, positions.keys(config, rows));
    }
    return inputs;
  }

  private Map<String, DeviceTensor> prepare(
      ModelPrograms.Entry entry, Map<String, HostTensor> inputs) {
    Backend backend = executables.backend();
    Map<String, DeviceTensor> uploaded = new HashMap<>();
    try {
      inputs.forEach((name, value) -> uploaded.put(name, backend.upload(value)));
      return executables.get(entry).run(uploaded);
    } finally {
      uploaded.values().forEach(DeviceTensor::close);
    }
  }

  private float[] evaluate(float[] x, float timestep, Map<String, DeviceTensor> memory) {
    Backend backend = executables.backend();
    long channels = painting.dit().latentChannels();
    Map<String, DeviceTensor> inputs = new HashMap<>(memory);
    try (DeviceTensor latentInput = backend.upload(HostTensor.of(x, 1, channels, side, side));
        DeviceTensor time = backend.upload(HostTensor.of(new float[] {timestep}, 1))) {
      inputs.put("latent", latentInput);
      inputs.put("timestep", time);
      Map<String, HostTensor> outputs =
          Executables.download(executables.get(programs.velocity()).run(inputs));
      return Program.require(outputs, "velocity").floats();
    }
  }

  /** Returns the number of steps in all. */
  int steps() {
    return solver.steps();
  }

  /** Takes the next step and returns how many are done. */
  int step() {
    solver.step(latent, velocity);
    return ++done;
  }

  /** Decodes the latent as it is now. */
  Image image() {
    float[] scaled = latent.clone();
    float factor = (float) painting.vae().scalingFactor();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= factor;
    }
    HostTensor input =
        HostTensor.allocate(DType.F32, 1, painting.dit().latentChannels(), side, side);
    input.data().asFloatBuffer().put(scaled);
    Map<String, HostTensor> outputs = executables.run(programs.decode(), Map.of("latent", input));
    HostTensor image = Program.require(outputs, "image");
    int height = Math.toIntExact(image.sizes()[2]);
    int width = Math.toIntExact(image.sizes()[3]);
    return PixelConversion.toImage(image.floats(), height, width);
  }

  @Override
  public void close() {
    condition.values().forEach(DeviceTensor::close);
    nothing.values().forEach(DeviceTensor::close);
  }
}
