/** What an application needs at run time: from a model folder and a backend to a model. */
module ai.kelix.engine {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.formats;
  requires org.reactivestreams;

  exports ai.kelix.engine;

  uses ai.kelix.tensor.program.BackendProvider;
  uses ai.kelix.spi.EmbeddedModel;
  uses ai.kelix.spi.ModelSource;

  provides ai.kelix.spi.EngineProvider with
      ai.kelix.engine.EngineLoader;
}
