/** How kelix-tiny is trained: its stages in order, their data and their settings. */
module ai.kelix.tiny.recipe {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tiny.world;
  requires transitive ai.kelix.tools;
  requires transitive ai.kelix.training;
  requires com.fasterxml.jackson.databind;
  requires java.desktop;

  exports ai.kelix.tiny.recipe;
}
