/** Files of models: checkpoints, configurations, weights in fewer bits, releases. */
module ai.kelix.formats {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.model;
  requires transitive com.fasterxml.jackson.databind;

  exports ai.kelix.formats.checkpoint;
  exports ai.kelix.formats.config;
  exports ai.kelix.formats.quantization;
  exports ai.kelix.formats.release;
}
