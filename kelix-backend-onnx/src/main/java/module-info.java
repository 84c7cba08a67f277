/** The network recorded into graphs and run by ONNX Runtime. */
module ai.kelix.onnx {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.core;
  requires com.microsoft.onnxruntime;

  exports ai.kelix.onnx;

  provides ai.kelix.core.program.BackendProvider with
      ai.kelix.onnx.OnnxBackendProvider;
}
