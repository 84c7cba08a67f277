package ai.kelix.model.layers;

import ai.kelix.model.layers.RotaryEmbedding.Angles;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attention with several heads: projections, norms of queries and keys, rotary embedding, mixing
 * and the projection of what came of it. The networks differ in which of these they have and where
 * their norms stand; how rows are mixed is said with each call.
 *
 * <p>Shape letters: B batch, L length, D width, h heads, g key heads, e head width.
 */
public final class Attention {
  private final Heads heads;
  private final Projections projections;
  private final Norms norms;
  private final Stages stages;

  /**
   * How queries, keys and values are split.
   *
   * @param queries h, a multiple of {@code keys}
   * @param keys g, heads of keys and of values
   * @param width e
   */
  public record Heads(int queries, int keys, int width) {
    /** As many heads of keys as of queries. */
    public static Heads equal(int count, int width) {
      return new Heads(count, count, width);
    }
  }

  /**
   * The linear layers.
   *
   * @param query D to h·e
   * @param key to g·e
   * @param value to g·e
   * @param output h·e to D
   */
  public record Projections(Linear query, Linear key, Linear value, Linear output) {}

  /** Where queries and keys are normalised. */
  public enum Place {
    /** All heads together, before they are split. */
    ACROSS_HEADS,
    /** Each head, before it is turned. */
    BEFORE_ROTATION,
    /** Each head, after it was turned. */
    AFTER_ROTATION
  }

  /**
   * Norms of queries and keys.
   *
   * @param place where they stand
   * @param query null for none
   * @param key null for none
   */
  public record Norms(Place place, @Nullable Norm query, @Nullable Norm key) {
    /** No norms. */
    public static final Norms NONE = new Norms(Place.ACROSS_HEADS, null, null);

    private Tensor at(Place where, Tensor x, @Nullable Norm norm) {
      return norm == null || place != where ? x : norm.forward(x);
    }
  }

  /** What happens inside, for observers. */
  public enum Stage {
    /** Projected queries {@code [B, L, h·e]}. */
    QUERY,
    /** Projected keys. */
    KEY,
    /** Projected values. */
    VALUE,
    /** Queries normalised across heads. */
    QUERY_NORMED,
    /** Keys normalised across heads. */
    KEY_NORMED,
    /** Queries {@code [B, L, h, e]} as they are turned. */
    QUERY_SPLIT,
    /** Turned queries. */
    QUERY_TURNED,
    /** Turned keys. */
    KEY_TURNED,
    /** Mixed values {@code [B, L, h·e]}. */
    MIXED,
    /** The result. */
    OUTPUT
  }

  /**
   * Names of stages; others have none.
   *
   * @param prefix of each name
   * @param names by stage
   */
  public record Stages(String prefix, Map<Stage, String> names) {
    private Tensor named(Stage stage, Tensor x) {
      String name = names.get(stage);
      return name == null ? x : x.named(prefix + name);
    }
  }

  /**
   * Keys and values that queries look at.
   *
   * @param keys {@code [B, g, L, e]}
   * @param values same shape
   */
  public record KeyValues(Tensor keys, Tensor values) {
    /** Returns these with later ones behind them. */
    public KeyValues followedBy(KeyValues later) {
      return new KeyValues(
          keys.concat(2, List.of(later.keys)), values.concat(2, List.of(later.values)));
    }
  }

  /** How values are mixed. */
  @FunctionalInterface
  public interface Mixing {
    /** Every row sees every other. */
    Mixing ALL = (q, seen, scale) -> q.attention(seen.keys(), seen.values(), null, false, scale);

    /** Every row sees those before it and itself. */
    Mixing CAUSAL = (q, seen, scale) -> q.attention(seen.keys(), seen.values(), null, true, scale);

    /**
     * Mixes.
     *
     * @param queries {@code [B, h, L, e]}
     * @param seen keys and values
     * @param scale factor on the logits
     * @return {@code [B, h, L, e]}
     */
    Tensor mix(Tensor queries, KeyValues seen, double scale);

    /** Adds a mask to the logits; null for none. */
    static Mixing masked(@Nullable Tensor mask) {
      return (q, seen, scale) -> q.attention(seen.keys(), seen.values(), mask, false, scale);
    }

    /** Appends to a cache and sees all of it up to itself. */
    static Mixing cached(KeyValueCache cache) {
      return (q, seen, scale) -> q.cachedAttention(seen.keys(), seen.values(), cache, scale);
    }

    /** Mixes by {@link LinearAttention}, which knows no scale. */
    static Mixing linear(double eps) {
      return (q, seen, scale) ->
          LinearAttention.mix(
                  q.transpose(2, 3),
                  seen.keys().transpose(2, 3),
                  seen.values().transpose(2, 3),
                  eps)
              .transpose(2, 3);
    }
  }

  /** Puts the parts together. */
  public Attention(Heads heads, Projections projections, Norms norms, Stages stages) {
    this.heads = heads;
    this.projections = projections;
    this.norms = norms;
    this.stages = stages;
  }

  /**
   * Lets the rows of one tensor see each other.
   *
   * @param xBLD rows
   * @param angles of their positions; null if nothing is turned
   */
  public Tensor forward(Tensor xBLD, @Nullable Angles angles, Mixing mixing) {
    return forward(xBLD, angles, keyValues(xBLD, angles), mixing);
  }

  /**
   * Lets rows see others.
   *
   * @param xBLD rows that look
   * @param angles of their positions; null if nothing is turned
   * @param seen from {@link #keyValues}
   */
  public Tensor forward(Tensor xBLD, @Nullable Angles angles, KeyValues seen, Mixing mixing) {
    Tensor q = stages.named(Stage.QUERY, projections.query().forward(xBLD));
    q = normedAcross(q, norms.query(), Stage.QUERY_NORMED);
    q = norms.at(Place.BEFORE_ROTATION, split(q, heads.queries()), norms.query());
    q = stages.named(Stage.QUERY_SPLIT, q);
    q = turned(q, angles, norms.query(), Stage.QUERY_TURNED);
    Tensor mixed = mixing.mix(q, seen, 1 / Math.sqrt(heads.width()));
    Dim width = Dim.of((long) heads.queries() * heads.width());
    Tensor joined = mixed.transpose(1, 2).reshape(xBLD.dim(0), xBLD.dim(1), width);
    Tensor output = projections.output().forward(stages.named(Stage.MIXED, joined));
    return stages.named(Stage.OUTPUT, output);
  }

  /**
   * Makes what rows show of themselves.
   *
   * @param yBLD rows that are looked at
   * @param angles of their positions; null if nothing is turned
   */
  public KeyValues keyValues(Tensor yBLD, @Nullable Angles angles) {
    Tensor k = stages.named(Stage.KEY, projections.key().forward(yBLD));
    Tensor v = stages.named(Stage.VALUE, projections.value().forward(yBLD));
    k = normedAcross(k, norms.key(), Stage.KEY_NORMED);
    k = norms.at(Place.BEFORE_ROTATION, split(k, heads.keys()), norms.key());
    k = turned(k, angles, norms.key(), Stage.KEY_TURNED);
    return new KeyValues(k, split(v, heads.keys()).transpose(1, 2));
  }

  private Tensor normedAcross(Tensor x, @Nullable Norm norm, Stage stage) {
    boolean normed = norm != null && norms.place() == Place.ACROSS_HEADS;
    return normed ? stages.named(stage, norms.at(Place.ACROSS_HEADS, x, norm)) : x;
  }

  /** Returns {@code [B, heads, L, e]}. */
  private Tensor turned(Tensor x, @Nullable Angles angles, @Nullable Norm norm, Stage stage) {
    Tensor turned = angles == null ? x : stages.named(stage, angles.forward(x));
    return norms.at(Place.AFTER_ROTATION, turned, norm).transpose(1, 2);
  }

  private Tensor split(Tensor x, int count) {
    return x.reshape(x.dim(0), x.dim(1), Dim.of(count), Dim.of(heads.width()));
  }
}
