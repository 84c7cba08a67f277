/** Resumable training on the tensor interface. */
module ai.kelix.training {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.formats;
  requires com.fasterxml.jackson.databind;

  exports ai.kelix.training.run;
}
