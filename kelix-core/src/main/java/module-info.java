/** Configuration, checkpoints, the tensor interface, the network and the engine. */
module ai.kelix.core {
  requires static transitive org.jspecify;
  requires transitive ai.kelix;
  requires transitive ai.kelix.tokenizer;
  requires com.fasterxml.jackson.databind;
  requires org.reactivestreams;

  exports ai.kelix.core.assembly;
  exports ai.kelix.core.checkpoint;
  exports ai.kelix.core.config;
  exports ai.kelix.core.engine;
  exports ai.kelix.core.export;
  exports ai.kelix.core.flow;
  exports ai.kelix.core.gradient;
  exports ai.kelix.core.initial;
  exports ai.kelix.core.inspect;
  exports ai.kelix.core.network.dit;
  exports ai.kelix.core.network.layers;
  exports ai.kelix.core.network.llm;
  exports ai.kelix.core.network.quantizer;
  exports ai.kelix.core.network.vae;
  exports ai.kelix.core.network.vision;
  exports ai.kelix.core.program;
  exports ai.kelix.core.quantization;
  exports ai.kelix.core.release;
  exports ai.kelix.core.tensor;
  exports ai.kelix.core.verify;

  uses ai.kelix.core.program.BackendProvider;
  uses ai.kelix.spi.EmbeddedModel;
  uses ai.kelix.spi.ModelSource;

  provides ai.kelix.spi.EngineProvider with
      ai.kelix.core.engine.EngineLoader;
}
