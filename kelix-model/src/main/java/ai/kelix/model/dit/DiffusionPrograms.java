package ai.kelix.model.dit;

import ai.kelix.model.layers.Attention.KeyValues;
import ai.kelix.tensor.Precision;
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

/**
 * What is run of Kelix-DiT. Padded condition rows are left out instead of masked. Prepared
 * conditions aside, programs take and give numbers in {@link Precision#accumulate}.
 *
 * @param model what computes
 * @param precision in which types
 */
public record DiffusionPrograms(DiffusionTransformer model, Precision precision) {
  /** Input of conditions of networks that rotate: {@link PositionArguments#keys}. */
  public static final String PLACES = "places";

  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim ROWS = Dim.symbol("rows");

  /** Returns what painting runs. */
  public List<Program> all() {
    return List.of(condition(), nullCondition(), velocity());
  }

  private DitConfig config() {
    return model.config();
  }

  /**
   * Prepares a condition once: {@code hidden} {@code [batch, rows, language width]} to {@code
   * keys.i} and {@code values.i} of every block. A network that rotates takes {@link #PLACES}
   * {@code [rows, 2]} too.
   */
  public Program condition() {
    Dim width = Dim.of(config().conditionChannels());
    List<Input> inputs = new ArrayList<>();
    inputs.add(Input.of("hidden", precision.accumulate(), BATCH, ROWS, width));
    inputs.addAll(places(config()));
    return new Program(
        "condition",
        inputs,
        (make, in) -> {
          Tensor hidden = Program.require(in, "hidden").to(precision.compute());
          return prepared(model.prepare(model.connected(hidden), in.get(PLACES)));
        });
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
  public Program nullCondition() {
    return new Program(
        "null_condition",
        places(config()),
        (make, in) -> {
          Tensor table = model.nullTable(make, precision.compute());
          Tensor places = in.get(PLACES);
          if (places != null) {
            table = table.narrow(0, Dim.of(0), places.dim(0));
          }
          return prepared(model.prepare(table.unsqueeze(0), places));
        });
  }

  /**
   * The null condition in the length of a condition (kelix-dit §6.3): {@code table} {@code [rows,
   * caption channels]}, cut or followed by zeros, with its {@code mask} {@code [rows]}.
   *
   * @param rows condition rows including padding
   */
  public Program nullTable(int rows) {
    return new Program(
        "null_table_" + rows,
        List.of(),
        (make, in) -> {
          Tensor table = model.nullTable(make, precision.accumulate());
          int real = Math.min(Math.toIntExact(table.dim(0).size()), rows);
          long[] mask = new long[rows];
          Arrays.fill(mask, 0, real, 1);
          Tensor cut = table.narrow(0, 0, real).padEnd(0, Dim.of(rows - real), 0);
          return Map.of("table", cut, "mask", make.constant(mask, rows));
        });
  }

  private static Map<String, Tensor> prepared(DiffusionTransformer.Condition condition) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < condition.blocks().size(); i++) {
      outputs.put("keys." + i, condition.blocks().get(i).keys());
      outputs.put("values." + i, condition.blocks().get(i).values());
    }
    return outputs;
  }

  /**
   * Predicts the velocity: {@code latent} {@code [batch, C, height, width]}, {@code timestep}
   * {@code [batch]}, {@code keys.i}, {@code values.i} to {@code velocity}.
   */
  public Program velocity() {
    List<Input> inputs = new ArrayList<>(latent());
    Dim heads = Dim.of(config().crossHeads());
    Dim headDim = Dim.of(config().crossHeadDim());
    for (int i = 0; i < config().blocks(); i++) {
      for (String name : List.of("keys." + i, "values." + i)) {
        inputs.add(Input.of(name, precision.compute(), BATCH, heads, ROWS, headDim));
      }
    }
    return new Program(
        "velocity",
        inputs,
        (make, in) -> predicted(in, condition(in), DiffusionTransformer.Variant.PLAIN));
  }

  private DiffusionTransformer.Condition condition(Map<String, Tensor> in) {
    List<KeyValues> blocks = new ArrayList<>();
    for (int i = 0; i < config().blocks(); i++) {
      blocks.add(
          new KeyValues(Program.require(in, "keys." + i), Program.require(in, "values." + i)));
    }
    return new DiffusionTransformer.Condition(blocks);
  }

  private Map<String, Tensor> predicted(
      Map<String, Tensor> in,
      DiffusionTransformer.Condition condition,
      DiffusionTransformer.Variant variant) {
    Tensor latent = Program.require(in, "latent").to(precision.compute());
    Tensor timestep = Program.require(in, "timestep");
    Tensor velocity = model.velocity(latent, timestep, condition, variant);
    return Map.of("velocity", velocity.to(precision.accumulate()));
  }

  /**
   * Everything in one, with a mask, for verification: {@code latent}, {@code timestep}, {@code
   * caption} {@code [batch, rows, width]}, {@code mask} {@code [batch, rows]}, and {@link #PLACES}
   * of a network that rotates, to {@code velocity}.
   *
   * @param connects whether {@code caption} holds hidden states that pass the connector first
   */
  public Program whole(boolean connects) {
    return whole(connects ? "velocity_connected" : "velocity_whole", connects, false);
  }

  /** As {@link #whole} without connector, on timesteps as they are (kelix-dit §4.3). */
  public Program wholeFractional() {
    return whole("velocity_fractional", false, true);
  }

  private Program whole(String name, boolean connects, boolean fractional) {
    int width = connects ? config().conditionChannels() : config().captionChannels();
    List<Input> inputs = new ArrayList<>(latent());
    inputs.addAll(places(config()));
    inputs.add(Input.of("caption", precision.accumulate(), BATCH, ROWS, Dim.of(width)));
    inputs.add(Input.of("mask", DType.I64, BATCH, ROWS));
    return new Program(
        name,
        inputs,
        (make, in) -> {
          Tensor given = Program.require(in, "caption").to(precision.compute());
          Tensor caption = connects ? model.connected(given) : given;
          Tensor mask = Program.require(in, "mask");
          Tensor added = DiffusionTransformer.additive(mask, precision.compute());
          return predicted(
              in,
              model.prepare(caption, in.get(PLACES)),
              new DiffusionTransformer.Variant(added, null, fractional));
        });
  }

  /**
   * The table of positions that {@code use_pe} adds to the tokens of one grid (kelix-dit §5.3):
   * {@code table} {@code [rows·columns, D]}.
   */
  public Program positionTable(int rows, int columns) {
    return new Program(
        "position_table_" + rows + "x" + columns,
        List.of(),
        (make, in) ->
            Map.of("table", SinusoidTable.of(make, config(), Dim.of(rows), Dim.of(columns))));
  }

  private List<Input> latent() {
    Dim channels = Dim.of(config().latentChannels());
    Dim height = Dim.symbol("height");
    return List.of(
        Input.of("latent", precision.accumulate(), BATCH, channels, height, Dim.symbol("width")),
        Input.of("timestep", precision.accumulate(), BATCH));
  }
}
