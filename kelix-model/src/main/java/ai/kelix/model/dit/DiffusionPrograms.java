package ai.kelix.model.dit;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the engine runs of Kelix-DiT. Padded condition rows are left out instead of masked. */
public final class DiffusionPrograms {
  /** Input of conditions of networks that rotate: {@link PositionArguments#keys}. */
  public static final String PLACES = "places";

  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim ROWS = Dim.symbol("rows");

  private DiffusionPrograms() {}

  /** Returns what painting runs. */
  public static List<Program> all(DitConfig config) {
    return List.of(condition(config), nullCondition(config), velocity(config));
  }

  /**
   * Returns the shape of the null condition by its name: it decides itself how many rows it has, so
   * that who asks what these programs demand must assume some.
   */
  public static Map<String, List<Long>> nullTable(DitConfig config) {
    return Map.of(
        "y_embedder.y_embedding",
        List.of((long) config.conditionRows(), (long) config.captionChannels()));
  }

  /**
   * Prepares a condition once: {@code hidden} {@code [batch, rows, language width]} to {@code
   * keys.i} and {@code values.i} of every block. A network that rotates takes {@link #PLACES}
   * {@code [rows, 2]} too.
   */
  public static Program condition(DitConfig config) {
    boolean connects = config.connectorChannels() > 0;
    int width = connects ? config.connectorChannels() : config.captionChannels();
    return new Program(
        "condition",
        with(places(config), Input.of("hidden", DType.F32, BATCH, ROWS, Dim.of(width))),
        (p, in) -> {
          Tensor hidden = Program.require(in, "hidden");
          Tensor caption =
              connects
                  ? new Connector(p.at("diffusion_connector"), config).forward(hidden)
                  : hidden;
          return memories(new DiffusionTransformer(p, config).prepare(caption, in.get(PLACES)));
        });
  }

  private static List<Input> with(List<Input> others, Input... first) {
    List<Input> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  /** Returns the input that tells a network that rotates where condition rows lie. */
  public static List<Input> places(DitConfig config) {
    return config.crossRope() ? List.of(Input.of(PLACES, DType.I64, ROWS, Dim.of(2))) : List.of();
  }

  /**
   * Prepares the null condition, for one image: outputs as {@link #condition}. A network that
   * rotates takes the {@link #PLACES} of its rows, and as many rows of the table as there are
   * places; others take no inputs and all rows.
   */
  public static Program nullCondition(DitConfig config) {
    return new Program(
        "null_condition",
        places(config),
        (p, in) -> {
          Tensor table = nullTable(p, config);
          Tensor places = in.get(PLACES);
          if (places != null) {
            table = table.narrow(0, Dim.of(0), places.dim(0));
          }
          return memories(new DiffusionTransformer(p, config).prepare(table.unsqueeze(0), places));
        });
  }

  /**
   * Returns the null condition {@code [rows, caption channels]}; the tensor's rows are the truth.
   */
  public static Tensor nullTable(Parameters p, DitConfig config) {
    long rows = p.sizesOf("y_embedder.y_embedding")[0];
    return p.get("y_embedder.y_embedding", rows, config.captionChannels());
  }

  /**
   * The null condition in the length of a condition (kelix-dit §6.3): {@code table} {@code [rows,
   * caption channels]}, cut or followed by zeros, with its {@code mask} {@code [rows]}.
   *
   * @param rows condition rows including padding
   */
  public static Program nullTable(DitConfig config, int rows) {
    return new Program(
        "null_table_" + rows,
        List.of(),
        (p, in) -> {
          Tensor table = nullTable(p, config);
          int stored = Math.toIntExact(table.dim(0).size());
          int real = Math.min(stored, rows);
          long[] mask = new long[rows];
          Arrays.fill(mask, 0, real, 1);
          Tensor cut = table.narrow(0, 0, real).padEnd(0, Dim.of(rows - real), 0);
          return Map.of("table", cut, "mask", p.tensors().constant(mask, rows));
        });
  }

  private static Map<String, Tensor> memories(DiffusionTransformer.Condition condition) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    List<Tensor> flat = condition.tensors();
    for (int i = 0; i < flat.size() / 2; i++) {
      outputs.put("keys." + i, flat.get(2 * i));
      outputs.put("values." + i, flat.get(2 * i + 1));
    }
    return outputs;
  }

  /**
   * Predicts the velocity: {@code latent} {@code [batch, C, height, width]}, {@code timestep}
   * {@code [batch]}, {@code keys.i}, {@code values.i} to {@code velocity}.
   */
  public static Program velocity(DitConfig config) {
    List<Input> inputs = new ArrayList<>(latentInputs(config));
    Dim heads = Dim.of(config.crossHeads());
    Dim headDim = Dim.of(config.crossHeadDim());
    for (int i = 0; i < config.blocks(); i++) {
      inputs.add(Input.of("keys." + i, DType.F32, BATCH, heads, ROWS, headDim));
      inputs.add(Input.of("values." + i, DType.F32, BATCH, heads, ROWS, headDim));
    }
    return new Program(
        "velocity",
        inputs,
        (p, in) -> {
          List<Tensor> flat = new ArrayList<>();
          for (int i = 0; i < config.blocks(); i++) {
            flat.add(Program.require(in, "keys." + i));
            flat.add(Program.require(in, "values." + i));
          }
          Tensor velocity =
              new DiffusionTransformer(p, config)
                  .velocity(
                      Program.require(in, "latent"),
                      Program.require(in, "timestep"),
                      DiffusionTransformer.Condition.of(flat),
                      null);
          return Map.of("velocity", velocity);
        });
  }

  /**
   * Everything in one, with a mask, for verification: {@code latent}, {@code timestep}, {@code
   * caption} {@code [batch, rows, width]}, {@code mask} {@code [batch, rows]}, and {@link #PLACES}
   * of a network that rotates, to {@code velocity}.
   *
   * @param connects whether {@code caption} holds hidden states that pass the connector first
   */
  public static Program whole(DitConfig config, boolean connects) {
    String name = connects ? "velocity_connected" : "velocity_whole";
    return whole(name, config, connects, p -> new DiffusionTransformer(p, config));
  }

  /** As {@link #whole} without connector, on timesteps as they are (kelix-dit §4.3). */
  public static Program wholeFractional(DitConfig config) {
    return whole(
        "velocity_fractional",
        config,
        false,
        p -> DiffusionTransformer.withFractionalTimesteps(p, config));
  }

  private static Program whole(
      String name,
      DitConfig config,
      boolean connects,
      Function<Parameters, DiffusionTransformer> network) {
    List<Input> inputs = with(places(config), latentInputs(config).toArray(Input[]::new));
    int width = connects ? config.connectorChannels() : config.captionChannels();
    inputs.add(Input.of("caption", DType.F32, BATCH, ROWS, Dim.of(width)));
    inputs.add(Input.of("mask", DType.I64, BATCH, ROWS));
    return new Program(
        name,
        inputs,
        (p, in) -> {
          Tensor caption = Program.require(in, "caption");
          if (connects) {
            caption = new Connector(p.at("diffusion_connector"), config).forward(caption);
          }
          DiffusionTransformer transformer = network.apply(p);
          Tensor velocity =
              transformer.velocity(
                  Program.require(in, "latent"),
                  Program.require(in, "timestep"),
                  transformer.prepare(caption, in.get(PLACES)),
                  transformer.additive(Program.require(in, "mask")));
          return Map.of("velocity", velocity);
        });
  }

  /**
   * The table of positions that {@code use_pe} adds to the tokens of one grid (kelix-dit §5.3):
   * {@code table} {@code [rows·columns, D]}.
   */
  public static Program positionTable(DitConfig config, int rows, int columns) {
    return new Program(
        "position_table_" + rows + "x" + columns,
        List.of(),
        (p, in) ->
            Map.of("table", SinusoidTable.of(p.tensors(), config, Dim.of(rows), Dim.of(columns))));
  }

  private static List<Input> latentInputs(DitConfig config) {
    Dim channels = Dim.of(config.latentChannels());
    return List.of(
        Input.of("latent", DType.F32, BATCH, channels, Dim.symbol("height"), Dim.symbol("width")),
        Input.of("timestep", DType.F32, BATCH));
  }
}
