/** Models fetched from a hub into the cache that the Hugging Face tools share. */
module ai.kelix.hub {
  requires static transitive org.jspecify;
  requires transitive ai.kelix;
  requires com.fasterxml.jackson.databind;
  requires java.net.http;

  exports ai.kelix.hub;

  provides ai.kelix.spi.ModelSource with
      ai.kelix.hub.HubModelSource;
}
