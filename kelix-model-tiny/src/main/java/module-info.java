/** The embedded model kelix-tiny; found as a service, nothing to call. */
module ai.kelix.model.tiny {
  requires static org.jspecify;
  requires ai.kelix;

  provides ai.kelix.spi.EmbeddedModel with
      ai.kelix.model.tiny.TinyModel;
}
