package ai.kelix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: api ← tensor ← model ← formats ← engine ← tools ← training, command. */
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
          .layer("embedded model")
          .definedBy("ai.kelix.model.tiny..")
          .layer("hub")
          .definedBy("ai.kelix.hub..")
          .layer("tiny world")
          .definedBy("ai.kelix.tiny.world..")
          .layer("tokenizer")
          .definedBy("ai.kelix.tokenizer..")
          .layer("tensor")
          .definedBy("ai.kelix.tensor..")
          .layer("test kit")
          .definedBy("ai.kelix.testkit..")
          .layer("model")
          .definedBy(
              "ai.kelix.model.dit..",
              "ai.kelix.model.flow..",
              "ai.kelix.model.initial..",
              "ai.kelix.model.layers..",
              "ai.kelix.model.llm..",
              "ai.kelix.model.loss..",
              "ai.kelix.model.tok..",
              "ai.kelix.model.vae..")
          .layer("formats")
          .definedBy("ai.kelix.formats..")
          .layer("engine")
          .definedBy("ai.kelix.engine..")
          .layer("tools")
          .definedBy("ai.kelix.tools..")
          .layer("onnx")
          .definedBy("ai.kelix.onnx..")
          .layer("libtorch")
          .definedBy("ai.kelix.libtorch..")
          .layer("training")
          .definedBy("ai.kelix.training..")
          .layer("tiny recipe")
          .definedBy("ai.kelix.tiny.recipe..")
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
          .whereLayer("embedded model")
          .mayOnlyAccessLayers("api")
          .whereLayer("hub")
          .mayOnlyAccessLayers("api")
          .whereLayer("tiny world")
          .mayOnlyAccessLayers("api")
          .whereLayer("tokenizer")
          .mayOnlyAccessLayers("api")
          .whereLayer("tensor")
          .mayOnlyAccessLayers("api")
          .whereLayer("test kit")
          .mayOnlyAccessLayers("api", "tensor")
          .whereLayer("model")
          .mayOnlyAccessLayers("api", "tokenizer", "tensor")
          .whereLayer("formats")
          .mayOnlyAccessLayers("api", "tokenizer", "tensor", "model")
          .whereLayer("engine")
          .mayOnlyAccessLayers("api", "tokenizer", "tensor", "model", "formats")
          .whereLayer("tools")
          .mayOnlyAccessLayers("api", "tokenizer", "tensor", "model", "formats", "engine")
          .whereLayer("onnx")
          .mayOnlyAccessLayers("api", "tensor")
          .whereLayer("libtorch")
          .mayOnlyAccessLayers("api", "tensor")
          .whereLayer("training")
          .mayOnlyAccessLayers("api", "tensor", "model", "formats")
          .whereLayer("tiny recipe")
          .mayOnlyAccessLayers(
              "api", "tokenizer", "tensor", "model", "formats", "tools", "training", "tiny world")
          // To export is to write ONNX graphs; all else asks for a backend by name.
          .whereLayer("command")
          .mayOnlyAccessLayers(
              "api",
              "hub",
              "tokenizer",
              "tensor",
              "model",
              "formats",
              "engine",
              "tools",
              "tiny world",
              "onnx")
          .whereLayer("training command")
          .mayOnlyAccessLayers("command", "tensor", "engine", "training", "tiny recipe")
          .whereLayer("samples")
          .mayOnlyAccessLayers("api")
          .whereLayer("training samples")
          .mayOnlyAccessLayers("tensor", "model", "formats", "engine", "training");

  @ArchTest
  static final ArchRule theModelKnowsNoFileAndNoJson =
      classes()
          .that()
          .resideInAPackage("ai.kelix.model..")
          .and()
          .resideOutsideOfPackage("ai.kelix.model.tiny..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.nio",
              "java.util..",
              "org.jspecify.annotations..",
              "ai.kelix",
              "ai.kelix.model..",
              "ai.kelix.tensor..",
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
              "ai.kelix.tensor..",
              "ai.kelix.formats..",
              "ai.kelix.engine..",
              "ai.kelix.onnx..",
              "ai.kelix.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..", "java.beans..");
}
