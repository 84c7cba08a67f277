/** Inspection, verification, export and assembly of models; no application needs them. */
module ai.kelix.tools {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.engine;

  exports ai.kelix.tools.assembly;
  exports ai.kelix.tools.codebook;
  exports ai.kelix.tools.dataset;
  exports ai.kelix.tools.export;
  exports ai.kelix.tools.inspect;
  exports ai.kelix.tools.verify;
}
