/** The tensor interface, programs on it, their weights and gradients, and what a backend is. */
module ai.kelix.tensor {
  requires static transitive org.jspecify;
  requires transitive ai.kelix;

  exports ai.kelix.tensor;
  exports ai.kelix.tensor.gradient;
  exports ai.kelix.tensor.graph;
  exports ai.kelix.tensor.kernel;
  exports ai.kelix.tensor.op;
  exports ai.kelix.tensor.program;
  exports ai.kelix.tensor.type;
  exports ai.kelix.tensor.weights;
}
