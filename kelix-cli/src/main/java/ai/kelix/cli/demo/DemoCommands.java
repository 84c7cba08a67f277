package ai.kelix.cli.demo;

import ai.kelix.cli.CommandProvider;
import java.nio.file.Path;
import java.util.List;

/** Adds {@code demo}. */
public final class DemoCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new DemoCommand());
  }

  @Override
  public List<List<String>> rehearsed(Path model, Path scratch) {
    String out = scratch.resolve("demo").toString();
    String image = scratch.resolve("demo").resolve(DemoPage.INPUT).toString();
    return List.of(
        List.of("demo", "--out", out),
        List.of("demo", "--out", out, "--image", image, "--question", "What is it?", "--json"));
  }
}
