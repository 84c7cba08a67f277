/** The public face of Kelix and the interfaces of what plugs into it. */
module ai.kelix {
  requires static transitive org.jspecify;
  requires transitive reactor.core;

  exports ai.kelix;
  exports ai.kelix.platform to
      ai.kelix.cli,
      ai.kelix.engine,
      ai.kelix.formats,
      ai.kelix.hub,
      ai.kelix.libtorch,
      ai.kelix.onnx,
      ai.kelix.tokenizer;
  exports ai.kelix.spi;

  uses ai.kelix.spi.EngineProvider;
  uses ai.kelix.spi.ImageCodec;
}
