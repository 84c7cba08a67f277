package ai.kelix.cli;

import ai.kelix.cli.demo.DemoCommand;
import ai.kelix.cli.eval.EvalCommand;
import java.util.List;

/** The commands that need nothing but the ONNX backend. */
public final class StandardCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new DownloadCommand(),
        new VerifyCommand(),
        new InspectCommand(),
        new EvalCommand());
  }
}
