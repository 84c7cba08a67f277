/** Everything a program needs to understand and paint images with kelix-tiny. */
module ai.kelix.bundle {
  requires transitive ai.kelix;
  requires ai.kelix.engine;
  requires ai.kelix.hub;
  requires ai.kelix.imageio;
  requires ai.kelix.model.tiny;
  requires ai.kelix.onnx;
}
