/** The {@code kelix} command; further modules provide further commands. */
module ai.kelix.cli {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tools;
  requires transitive info.picocli;
  requires ai.kelix.tiny.world;
  requires ai.kelix.hub;
  requires ai.kelix.onnx;
  requires com.fasterxml.jackson.databind;
  requires com.samskivert.jmustache;
  requires java.desktop;
  requires java.management;
  requires me.tongfei.progressbar;

  exports ai.kelix.cli;

  opens ai.kelix.cli to
      info.picocli;
  opens ai.kelix.cli.demo to
      info.picocli;
  opens ai.kelix.cli.eval to
      info.picocli;

  uses ai.kelix.cli.CommandProvider;

  provides ai.kelix.cli.CommandProvider with
      ai.kelix.cli.demo.DemoCommands,
      ai.kelix.cli.StandardCommands,
      ai.kelix.cli.eval.EvalCommands;
}
