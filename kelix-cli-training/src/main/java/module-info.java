/** Adds the {@code train} command and the libtorch backend to the {@code kelix} command. */
module ai.kelix.cli.training {
  requires static org.jspecify;
  requires ai.kelix.cli;
  requires ai.kelix.libtorch;
  requires ai.kelix.tiny.recipe;

  opens ai.kelix.cli.training to
      info.picocli;

  provides ai.kelix.cli.CommandProvider with
      ai.kelix.cli.training.TrainingCommands;
}
