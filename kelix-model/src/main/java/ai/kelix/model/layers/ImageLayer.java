package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;

/** A layer of a network of images. */
public interface ImageLayer {

  /** Maps {@code [batch, channels, height, width]} to images of perhaps another size. */
  Tensor forward(Tensor x);
}
