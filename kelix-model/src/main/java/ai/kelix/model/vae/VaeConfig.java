package ai.kelix.model.vae;

import ai.kelix.model.layers.Activation;
import java.util.List;

/**
 * The VAE, DC-AE as diffusers' {@code AutoencoderDC} (kelix-dit §11.1).
 *
 * @param imageChannels channels of an image ({@code in_channels})
 * @param latentChannels channels of a latent
 * @param headDim width of an attention head; divides the width of every attention stage
 * @param encoder stages of the encoder, the largest resolution first
 * @param decoder stages of the decoder in the same order, so they run last to first
 * @param downsample how the encoder halves the resolution
 * @param upsample how the decoder doubles it
 * @param scalingFactor latents of the DiT over latents of this network
 * @param encoderOutShortcut whether channel averages bypass the encoder's last convolution
 * @param decoderInShortcut whether repeated channels bypass the decoder's first convolution
 * @param decoderOutActivation before the decoder's last convolution ({@code decoder_conv_act_fn})
 */
public record VaeConfig(
    int imageChannels,
    int latentChannels,
    int headDim,
    List<Stage> encoder,
    List<Stage> decoder,
    Downsample downsample,
    Upsample upsample,
    double scalingFactor,
    boolean encoderOutShortcut,
    boolean decoderInShortcut,
    Activation decoderOutActivation) {

  /** Kinds of blocks. */
  public enum BlockType {
    /** Two convolutions (§11.3). */
    RES_BLOCK("ResBlock"),
    /** Multi-scale linear attention and a gated convolution (§11.4). */
    EFFICIENT_VIT("EfficientViTBlock");

    private final String key;

    BlockType(String key) {
      this.key = key;
    }

    /** Returns the name in configuration files. */
    public String key() {
      return key;
    }
  }

  /** Kinds of norms. */
  public enum Norm {
    /** RMS norm over channels with weight and bias. */
    RMS("rms_norm"),
    /** Batch norm with running statistics. */
    BATCH("batch_norm");

    private final String key;

    Norm(String key) {
      this.key = key;
    }

    /** Returns the name in configuration files. */
    public String key() {
      return key;
    }
  }

  /** Ways to halve the resolution (§11.5). */
  public enum Downsample {
    /** A convolution of stride 2, which any name but {@code pixel_unshuffle} means. */
    CONVOLUTION,
    /** A convolution, then {@code PixelUnshuffle}. */
    PIXEL_UNSHUFFLE
  }

  /** Ways to double the resolution (§11.5). */
  public enum Upsample {
    /** Nearest neighbours, then a convolution. */
    INTERPOLATE,
    /** A convolution, then {@code PixelShuffle}. */
    PIXEL_SHUFFLE
  }

  /**
   * One resolution.
   *
   * @param type kind of its blocks
   * @param width channels
   * @param layers number of blocks; 0 in the first stage means that the stage has no tensors
   * @param scales kernel sizes of the multi-scale attention, odd
   * @param norm of the blocks
   * @param activation inside the residual blocks
   */
  public record Stage(
      BlockType type,
      int width,
      int layers,
      List<Integer> scales,
      Norm norm,
      Activation activation) {

    /** Copies the list. */
    public Stage {
      scales = List.copyOf(scales);
    }
  }

  /** Copies the lists. */
  public VaeConfig {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  /** Returns S, the number of stages. */
  public int stages() {
    return encoder.size();
  }

  /** Returns image side over latent side: 2 to the power S−1. */
  public int spatialFactor() {
    return 1 << (stages() - 1);
  }
}
