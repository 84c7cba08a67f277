package ai.kelix.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The modules of this checkout: their build files, sources and what they are compiled to. */
final class Reactor {
  /** The root of the checkout. */
  static final Path ROOT = Path.of(System.getProperty("kelix.fixtures")).getParent();

  private Reactor() {}

  /** Returns the names of all modules in the order of the build. */
  static List<String> modules() {
    return Pom.of(ROOT).values("/project/modules/module");
  }

  /** Returns the modules whose artifacts users can get. */
  static List<String> published() {
    return modules().stream().filter(module -> !hidden(module)).toList();
  }

  /** Returns the published modules that have a jar. */
  static List<String> libraries() {
    return published().stream().filter(module -> !module.equals("kelix-bom")).toList();
  }

  /** Tells whether neither {@code install} nor {@code deploy} takes a module along. */
  static boolean hidden(String module) {
    Pom pom = Pom.of(ROOT.resolve(module));
    return pom.values("/project/properties/maven.deploy.skip").contains("true")
        && pom.values("/project/properties/maven.install.skip").contains("true");
  }

  /** Returns modules and all others that come with them into an application. */
  static Set<String> broughtBy(String... modules) {
    Set<String> brought = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(modules));
    while (!open.isEmpty()) {
      String module = open.pop();
      if (brought.add(module)) {
        Pom pom = Pom.of(ROOT.resolve(module));
        open.addAll(
            pom.values(
                "/project/dependencies/dependency[groupId='ai.kelix' and not(scope='test')]"
                    + "/artifactId"));
      }
    }
    return brought;
  }

  /** Returns all Java files of all modules, tests included. */
  static List<Path> sources() {
    return modules().stream().flatMap(module -> sources(ROOT.resolve(module))).toList();
  }

  private static Stream<Path> sources(Path module) {
    Path source = module.resolve("src");
    if (!Files.isDirectory(source)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(source)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns everything on the class path of this test, but for a tool that splits a package. */
  static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> !path.getFileName().toString().startsWith("animal-sniffer-1"))
        .toList();
  }

  /** Returns the jar, or before packaging the folder of classes, of a module. */
  static Path compiled(String module) {
    Path target = ROOT.resolve(module).resolve("target");
    Optional<Path> found = classPath().stream().filter(path -> path.startsWith(target)).findFirst();
    return found.orElseThrow(
        () ->
            new AssertionError(module + " is not on the class path: add it to this module's POM"));
  }
}
