/** The drawn world of kelix-tiny: scenes, questions, prompts, judges and reports. */
module ai.kelix.tiny.world {
  requires static transitive org.jspecify;
  requires transitive ai.kelix;
  requires transitive java.desktop;

  exports ai.kelix.tiny.world.dataset;
  exports ai.kelix.tiny.world.judge;
  exports ai.kelix.tiny.world.language;
  exports ai.kelix.tiny.world.measure;
  exports ai.kelix.tiny.world.scene;
}
