/** The drawn world of kelix-tiny: scenes, questions, prompts, judges and reports. */
module ai.kelix.eval {
  requires static transitive org.jspecify;
  requires transitive ai.kelix;
  requires transitive java.desktop;

  exports ai.kelix.eval.dataset;
  exports ai.kelix.eval.judge;
  exports ai.kelix.eval.language;
  exports ai.kelix.eval.measure;
  exports ai.kelix.eval.scene;
}
