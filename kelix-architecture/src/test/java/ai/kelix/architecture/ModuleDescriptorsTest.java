package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sees that puts Kelix on its module path. */
class ModuleDescriptorsTest {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("kelix-api", "ai.kelix"),
          Map.entry("kelix-imageio", "ai.kelix.imageio"),
          Map.entry("kelix-tokenizer", "ai.kelix.tokenizer"),
          Map.entry("kelix-tensor", "ai.kelix.tensor"),
          Map.entry("kelix-testkit", "ai.kelix.testkit"),
          Map.entry("kelix-model", "ai.kelix.model"),
          Map.entry("kelix-formats", "ai.kelix.formats"),
          Map.entry("kelix-engine", "ai.kelix.engine"),
          Map.entry("kelix-tools", "ai.kelix.tools"),
          Map.entry("kelix-tiny-world", "ai.kelix.tiny.world"),
          Map.entry("kelix-tiny-recipe", "ai.kelix.tiny.recipe"),
          Map.entry("kelix-backend-libtorch", "ai.kelix.libtorch"),
          Map.entry("kelix-backend-onnx", "ai.kelix.onnx"),
          Map.entry("kelix-model-tiny", "ai.kelix.model.tiny"),
          Map.entry("kelix-hub", "ai.kelix.hub"),
          Map.entry("kelix-bundle", "ai.kelix.bundle"),
          Map.entry("kelix-cli", "ai.kelix.cli"),
          Map.entry("kelix-training", "ai.kelix.training"),
          Map.entry("kelix-cli-training", "ai.kelix.cli.training"));

  @TempDir Path folder;

  @Test
  void everyPublishedLibraryIsANamedModule() {
    assertThat(NAMES.keySet()).containsExactlyInAnyOrderElementsOf(Reactor.libraries());
    NAMES.forEach(
        (library, name) -> {
          ModuleDescriptor descriptor = module(library).descriptor();
          assertThat(descriptor.name()).as(library).isEqualTo(name);
          assertThat(descriptor.isAutomatic()).as("%s is automatic", library).isFalse();
        });
  }

  @Test
  void internalPackagesAreNotExported() {
    for (String library : Reactor.libraries()) {
      assertThat(module(library).descriptor().exports())
          .as(library)
          .noneMatch(export -> !export.isQualified() && export.source().contains(".internal"));
    }
  }

  @Test
  void packagesLieInTheirModulesNameSpace() {
    for (String library : Reactor.libraries()) {
      ModuleDescriptor descriptor = module(library).descriptor();
      assertThat(descriptor.packages())
          .as(library)
          .allMatch(name -> (name + ".").startsWith(descriptor.name() + "."));
    }
  }

  /** The same services are found on the class path and on the module path. */
  @Test
  void descriptorsProvideWhatServiceFilesList() throws IOException {
    for (String library : Reactor.libraries()) {
      ModuleReference module = module(library);
      for (ModuleDescriptor.Provides service : module.descriptor().provides()) {
        assertThat(lines(module, "META-INF/services/" + service.service()))
            .as("%s provides %s", library, service.service())
            .containsExactlyElementsOf(service.providers());
      }
      assertThat(serviceFiles(module)).hasSameSizeAs(module.descriptor().provides());
    }
  }

  /** A package in two modules, or a module that nothing brings, would be refused here. */
  @Test
  void theModulePathResolves() {
    Set<String> resolved =
        resolved().modules().stream().map(ResolvedModule::name).collect(Collectors.toSet());
    assertThat(resolved).containsAll(NAMES.values());
  }

  /** Natives, services, reflection by the command line and resources all work there. */
  @Test
  void theCommandRunsOnTheModulePath() throws Exception {
    Path model = Reactor.ROOT.resolve("fixtures/dcae-micro-a");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=com.microsoft.onnxruntime",
                "--module-path",
                modulePath(),
                "--module",
                "ai.kelix.cli/ai.kelix.cli.Main"));
    command.addAll(List.of("verify", model.toString(), "--backend", "onnx"));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    assertThat(code).as("exit code after: %s", Files.readString(output)).isZero();
  }

  private static String modulePath() {
    return resolved().modules().stream()
        .map(module -> module.reference().location().orElseThrow())
        .filter(location -> location.getScheme().equals("file"))
        .map(location -> Path.of(location).toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static Configuration resolved() {
    Path[] paths = Reactor.classPath().toArray(Path[]::new);
    return Configuration.resolve(
        ModuleFinder.of(paths),
        List.of(ModuleLayer.boot().configuration()),
        ModuleFinder.ofSystem(),
        NAMES.values());
  }

  private static ModuleReference module(String library) {
    return ModuleFinder.of(Reactor.compiled(library)).findAll().iterator().next();
  }

  private static List<String> serviceFiles(ModuleReference module) throws IOException {
    try (ModuleReader reader = module.open()) {
      return reader
          .list()
          .filter(name -> name.matches("META-INF/services/.+"))
          .filter(name -> !name.endsWith("/"))
          .toList();
    }
  }

  private static List<String> lines(ModuleReference module, String resource) throws IOException {
    try (ModuleReader reader = module.open();
        var in = reader.open(resource).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
