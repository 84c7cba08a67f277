/** Resumable training on the tensor interface, and the recipe of kelix-tiny. */
module ai.kelix.training {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tools;
  requires transitive ai.kelix.eval;
  requires com.fasterxml.jackson.databind;
  requires java.desktop;

  exports ai.kelix.training.run;
  exports ai.kelix.training.tiny;
}
