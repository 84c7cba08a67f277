package ai.kelix.model.vae;

import ai.kelix.tensor.program.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Runs the autoencoder on overlapping tiles, so that memory does not grow with the image (kelix-dit
 * §11.8). Each tile knows nothing of its neighbours; the overlaps are blended. Sizes are in pixels
 * and whole multiples of the spatial factor.
 *
 * @param height rows of a tile
 * @param width columns of a tile
 * @param strideHeight rows from one tile to the next, at most {@code height}
 * @param strideWidth columns from one tile to the next, at most {@code width}
 */
public record Tiling(int height, int width, int strideHeight, int strideWidth) {
  /** The tiles of diffusers: 512 pixels square, 64 of them shared with each neighbour. */
  public static final Tiling DEFAULT = new Tiling(512, 512, 448, 448);

  /** Refuses strides that would leave gaps or stand still. */
  public Tiling {
    if (strideHeight < 1 || strideWidth < 1 || strideHeight > height || strideWidth > width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "strides must be in 1 … tile size, got %d×%d for tiles of %d×%d",
              strideHeight,
              strideWidth,
              height,
              width));
    }
  }

  /**
   * Decodes a latent.
   *
   * @param latent {@code [B, C, h, w]}
   * @param factor spatial factor of the autoencoder
   * @param decoder decodes one tile
   */
  public HostTensor decode(HostTensor latent, int factor, UnaryOperator<HostTensor> decoder) {
    return blended(Planes.of(latent), over(factor), this, decoder);
  }

  /**
   * Encodes an image; tiles that the border cuts short are padded with zeros.
   *
   * @param image {@code [B, C, H, W]}
   * @param factor spatial factor of the autoencoder
   * @param encoder encodes one tile
   */
  public HostTensor encode(HostTensor image, int factor, UnaryOperator<HostTensor> encoder) {
    Planes pixels = Planes.of(image);
    HostTensor latent =
        blended(
            pixels,
            this,
            over(factor),
            tile -> encoder.apply(Planes.of(tile).paddedTo(factor).tensor()));
    return Planes.of(latent).cut(0, 0, pixels.height() / factor, pixels.width() / factor).tensor();
  }

  private Tiling over(int factor) {
    return new Tiling(height / factor, width / factor, strideHeight / factor, strideWidth / factor);
  }

  private static HostTensor blended(
      Planes input, Tiling in, Tiling out, UnaryOperator<HostTensor> compute) {
    List<Planes> bands = new ArrayList<>();
    List<Planes> above = List.of();
    for (int y = 0; y < input.height(); y += in.strideHeight) {
      List<Planes> row = new ArrayList<>();
      List<Planes> kept = new ArrayList<>();
      for (int x = 0; x < input.width(); x += in.strideWidth) {
        HostTensor tile = input.cut(y, x, in.height, in.width).tensor();
        Planes computed = Planes.of(compute.apply(tile));
        if (!above.isEmpty()) {
          computed.blendBelow(above.get(row.size()), out.height - out.strideHeight);
        }
        if (!row.isEmpty()) {
          computed.blendRightOf(row.get(row.size() - 1), out.width - out.strideWidth);
        }
        row.add(computed);
        kept.add(computed.cut(0, 0, out.strideHeight, out.strideWidth));
      }
      above = row;
      bands.add(Planes.beside(kept));
    }
    return Planes.below(bands).tensor();
  }
}
