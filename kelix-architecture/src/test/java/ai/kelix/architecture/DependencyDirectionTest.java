package ai.kelix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: api ← tokenizer ← core ← backends ← training, command. */
@AnalyzeClasses(packages = "ai.kelix", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyDirectionTest {

  @ArchTest
  static final ArchRule modulesUseOnlyWhatLiesBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("ai.kelix..")
          .layer("api")
          .definedBy("ai.kelix", "ai.kelix.platform", "ai.kelix.spi")
          .layer("imageio")
          .definedBy("ai.kelix.imageio..")
          .layer("model")
          .definedBy("ai.kelix.model..")
          .layer("hub")
          .definedBy("ai.kelix.hub..")
          .layer("eval")
          .definedBy("ai.kelix.eval..")
          .layer("tokenizer")
          .definedBy("ai.kelix.tokenizer..")
          .layer("core")
          .definedBy("ai.kelix.core..")
          .layer("onnx")
          .definedBy("ai.kelix.onnx..")
          .layer("libtorch")
          .definedBy("ai.kelix.libtorch..")
          .layer("training")
          .definedBy("ai.kelix.training..")
          .layer("command")
          .definedBy("ai.kelix.cli", "ai.kelix.cli.demo..", "ai.kelix.cli.eval..")
          .layer("training command")
          .definedBy("ai.kelix.cli.training..")
          .layer("samples")
          .definedBy("ai.kelix.samples")
          .layer("training samples")
          .definedBy("ai.kelix.samples.training..")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("api")
          .mayNotAccessAnyLayer()
          .whereLayer("imageio")
          .mayOnlyAccessLayers("api")
          .whereLayer("model")
          .mayOnlyAccessLayers("api")
          .whereLayer("hub")
          .mayOnlyAccessLayers("api")
          .whereLayer("eval")
          .mayOnlyAccessLayers("api")
          .whereLayer("tokenizer")
          .mayOnlyAccessLayers("api")
          .whereLayer("core")
          .mayOnlyAccessLayers("api", "tokenizer")
          .whereLayer("onnx")
          .mayOnlyAccessLayers("api", "tokenizer", "core")
          .whereLayer("libtorch")
          .mayOnlyAccessLayers("api", "tokenizer", "core")
          .whereLayer("training")
          .mayOnlyAccessLayers("api", "tokenizer", "core", "eval")
          // To export is to write ONNX graphs; all else asks for a backend by name.
          .whereLayer("command")
          .mayOnlyAccessLayers("api", "hub", "tokenizer", "core", "eval", "onnx")
          .whereLayer("training command")
          .mayOnlyAccessLayers("command", "core", "training")
          .whereLayer("samples")
          .mayOnlyAccessLayers("api")
          .whereLayer("training samples")
          .mayOnlyAccessLayers("core", "training");

  @ArchTest
  static final ArchRule theNetworkKnowsTensorsAndConfigurationAlone =
      classes()
          .that()
          .resideInAPackage("ai.kelix.core.network..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations..",
              "ai.kelix.core.network..",
              "ai.kelix.core.config..",
              "ai.kelix.core.program..",
              "ai.kelix.core.tensor..",
              "ai.kelix.tokenizer.block..",
              "ai.kelix.tokenizer.image..");

  @ArchTest
  static final ArchRule onlyTheOnnxBackendKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("ai.kelix.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule onlyTheLibtorchBackendKnowsLibtorchAndForeignMemory =
      noClasses()
          .that()
          .resideOutsideOfPackage("ai.kelix.libtorch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "java.lang.foreign..");

  /** Android has no AWT. */
  @ArchTest
  static final ArchRule whatRunsOnAndroidDrawsNothing =
      noClasses()
          .that()
          .resideInAnyPackage(
              "ai.kelix",
              "ai.kelix.spi",
              "ai.kelix.tokenizer..",
              "ai.kelix.core..",
              "ai.kelix.onnx..",
              "ai.kelix.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..", "java.beans..");
}
