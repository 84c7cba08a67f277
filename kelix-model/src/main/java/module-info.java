/** The network and what its configurations say; knows no file. */
module ai.kelix.model {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tensor;
  requires transitive ai.kelix.tokenizer;

  exports ai.kelix.model.dit;
  exports ai.kelix.model.flow;
  exports ai.kelix.model.initial;
  exports ai.kelix.model.layers;
  exports ai.kelix.model.llm;
  exports ai.kelix.model.loss;
  exports ai.kelix.model.tok;
  exports ai.kelix.model.vae;
}
