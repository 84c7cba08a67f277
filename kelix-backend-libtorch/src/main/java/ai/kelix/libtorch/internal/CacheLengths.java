package ai.kelix.libtorch.internal;

/** Where attention learns how far a key/value cache is filled. */
enum CacheLengths {
  /** Lengths are read, which costs nothing where they lie in the processor's memory. */
  READ,
  /**
   * Lengths stay on the device and positions are computed there, so that the processor never waits
   * and a step can be captured as a CUDA graph.
   */
  ON_DEVICE;

  static CacheLengths on(TorchDevice device) {
    return device.isCuda() ? ON_DEVICE : READ;
  }
}
