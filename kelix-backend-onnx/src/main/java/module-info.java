/** The network lowered to graphs and run by ONNX Runtime. */
module ai.kelix.onnx {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tensor;
  requires com.microsoft.onnxruntime;

  exports ai.kelix.onnx;

  provides ai.kelix.tensor.program.BackendProvider with
      ai.kelix.onnx.OnnxBackendProvider;
}
