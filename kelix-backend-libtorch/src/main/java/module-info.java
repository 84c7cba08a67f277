/** The network executed eagerly by libtorch, with gradients. */
module ai.kelix.libtorch {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tensor;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.bytedeco.pytorch;

  exports ai.kelix.libtorch;

  provides ai.kelix.tensor.program.BackendProvider with
      ai.kelix.libtorch.LibtorchProvider;
}
