package ai.kelix.model.dit;

import ai.kelix.model.layers.Activation;
import java.util.List;

/**
 * The image decoder, Kelix-DiT (kelix-dit §4.1).
 *
 * @param inputSize latent side that the position table is scaled to ({@code input_size})
 * @param patchSize p, side of a patch in latent pixels
 * @param latentChannels C ({@code in_channels})
 * @param width D ({@code hidden_size})
 * @param blocks n_b ({@code depth})
 * @param crossHeads n_c ({@code num_heads}), also the heads of {@link Attention#SOFTMAX}
 * @param linearHeadDim d_s, width of a head of {@link Attention#LINEAR}
 * @param mlpRatio FFN width over D; see {@link #feedForward()}
 * @param captionChannels C_cap
 * @param conditionRows rows of the null condition ({@code model_max_length}); the stored tensor's
 *     row count has the last word
 * @param attention kind of self-attention
 * @param feedForwardKind kind of FFN
 * @param activations of the FFN's three convolutions
 * @param qkNorm whether self-attention normalises queries and keys
 * @param crossNorm whether cross-attention does
 * @param crossRope whether cross-attention rotates by position (§7.4)
 * @param positionScale whether key positions are scaled before that (§7.4)
 * @param crossQueryNorm whether a LayerNorm precedes cross-attention ({@code cross_attn_x_norm})
 * @param predictsSigma whether the output has twice the channels, the second half unused
 * @param positionTable whether a fixed table is added to the tokens ({@code use_pe}, §5.3)
 * @param positionInterpolation s of that table
 * @param captionNorm whether the condition is normalised ({@code y_norm}, §6.2)
 * @param captionNormScale initial weight of that norm, for training only
 * @param normEps of that norm only
 * @param classDropout share of conditions replaced by the null condition in training (§10.3)
 * @param dropPath stochastic depth in training
 * @param downsampleRate image side over latent side ({@code vae_downsample_rate})
 * @param connectorChannels C_llm, or 0 if there is no connector (§6.1)
 */
public record DitConfig(
    int inputSize,
    int patchSize,
    int latentChannels,
    int width,
    int blocks,
    int crossHeads,
    int linearHeadDim,
    double mlpRatio,
    int captionChannels,
    int conditionRows,
    Attention attention,
    FeedForward feedForwardKind,
    List<Activation> activations,
    boolean qkNorm,
    boolean crossNorm,
    boolean crossRope,
    boolean positionScale,
    boolean crossQueryNorm,
    boolean predictsSigma,
    boolean positionTable,
    double positionInterpolation,
    boolean captionNorm,
    double captionNormScale,
    double normEps,
    double classDropout,
    double dropPath,
    int downsampleRate,
    int connectorChannels) {

  /** Kinds of self-attention. */
  public enum Attention {
    /** ReLU linear attention (§7.2), {@code "linear"}. */
    LINEAR,
    /** Softmax attention with biases (§7.7), {@code "flash"}. */
    SOFTMAX
  }

  /** Kinds of feed-forward networks. */
  public enum FeedForward {
    /** Gated depthwise convolution (§7.5), {@code "glumbconv"}. */
    GATED_CONVOLUTION,
    /** Two linear layers (§7.7), {@code "mlp"}. */
    MLP
  }

  /** Copies the list. */
  public DitConfig {
    activations = List.copyOf(activations);
  }

  /** Returns F, the width inside the FFN: D · mlpRatio, cut to an integer. */
  public int feedForward() {
    return (int) (width * mlpRatio);
  }

  /** Returns the heads of self-attention. */
  public int selfHeads() {
    return attention == Attention.LINEAR ? width / linearHeadDim : crossHeads;
  }

  /** Returns the width of one cross-attention head. */
  public int crossHeadDim() {
    return width / crossHeads;
  }

  /** Returns the channels that the final layer predicts: C, or 2·C with sigma. */
  public int outputChannels() {
    return predictsSigma ? 2 * latentChannels : latentChannels;
  }

  /** Tells whether the language model's states pass a connector. */
  public boolean hasConnector() {
    return connectorChannels > 0;
  }

  /** Returns the channels of the condition as the caller supplies it: C_llm, or else C_cap. */
  public int conditionChannels() {
    return hasConnector() ? connectorChannels : captionChannels;
  }

  /**
   * Returns the same decoder for conditions of another language model.
   *
   * @param channels C_llm
   * @param rows of the null condition
   */
  public DitConfig withConnector(int channels, int rows) {
    return with(rows, crossRope, channels);
  }

  /**
   * Returns the same decoder with as many rows in its null condition as its weights have.
   *
   * @param rows of the stored tensor
   */
  public DitConfig withConditionRows(int rows) {
    return with(rows, crossRope, connectorChannels);
  }

  /** Returns what the decoder computes when nobody tells where its condition rows lie (§7.4). */
  public DitConfig withoutRotation() {
    return with(conditionRows, false, connectorChannels);
  }

  private DitConfig with(int rows, boolean rotates, int channels) {
    return new DitConfig(
        inputSize,
        patchSize,
        latentChannels,
        width,
        blocks,
        crossHeads,
        linearHeadDim,
        mlpRatio,
        captionChannels,
        rows,
        attention,
        feedForwardKind,
        activations,
        qkNorm,
        crossNorm,
        rotates,
        positionScale,
        crossQueryNorm,
        predictsSigma,
        positionTable,
        positionInterpolation,
        captionNorm,
        captionNormScale,
        normEps,
        classDropout,
        dropPath,
        downsampleRate,
        channels);
  }
}
