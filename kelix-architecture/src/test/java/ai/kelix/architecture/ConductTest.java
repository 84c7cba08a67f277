package ai.kelix.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import ai.kelix.cli.Main;
import ai.kelix.platform.Interruption;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.ServiceLoader;
import java.util.Timer;
import java.util.concurrent.Executor;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** How a library behaves inside somebody else's program. */
@AnalyzeClasses(packages = "ai.kelix", importOptions = ImportOption.DoNotIncludeTests.class)
class ConductTest {

  @ArchTest
  static final ArchRule onlyTheCommandAndSamplesPrint =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class)
          .and()
          .resideOutsideOfPackage("ai.kelix.samples..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("what a library has to say it returns, throws or logs");

  @ArchTest
  static final ArchRule onlyTheCommandExits =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class)
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule logsGoWhereTheApplicationWantsThem =
      NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  /** The hub tells of interrupts in one place, at its face. */
  @ArchTest
  static final ArchRule whoeverOpensAChannelKnowsThatInterruptsCloseIt =
      noClasses()
          .that()
          .resideOutsideOfPackages("ai.kelix.hub..", "ai.kelix.training..")
          .and(describe("know nothing of interrupts", ConductTest::knowsNoInterrupts))
          .should()
          .callMethodWhere(target(owner(type(FileChannel.class))).and(target(name("open"))))
          .because("a sound file must not be blamed for an interrupted thread");

  private static boolean knowsNoInterrupts(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .noneMatch(use -> use.getTargetClass().isEquivalentTo(Interruption.class));
  }

  @ArchTest
  static final ArchRule servicesAreLookedForInTheLibrarysOwnLoaderToo =
      noClasses()
          .should()
          .callMethod(ServiceLoader.class, "load", Class.class)
          .because("threads of shared pools know nothing of the application; see Installed");

  @ArchTest
  static final ArchRule cachedFilesAreReadableToOthers =
      noClasses()
          .that()
          .doNotHaveSimpleName("UnpackedRuntime")
          .and()
          .doNotHaveSimpleName("CodebookCache")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class))).and(target(nameStartingWith("createTemp"))))
          .because("Java's temporary files are for their owner alone");

  @ArchTest
  static final ArchRule exceptionsAreSpecific = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static final ArchRule nothingIsLeftToFinalizers =
      noMethods()
          .should()
          .haveName("finalize")
          .because("native memory is freed by close(), when and where the caller says");

  @ArchTest
  static final ArchRule namesSayWhatAClassIsFor =
      noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Misc|Common)");

  @ArchTest
  static final ArchRule nothingStaticRuns =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(
              assignableTo(Executor.class)
                  .or(assignableTo(Scheduler.class))
                  .or(assignableTo(Thread.class))
                  .or(assignableTo(Timer.class)))
          .because("an application that has closed its models can be unloaded");

  @ArchTest
  static final ArchRule nobodySharesReactorsThreads =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "use Schedulers",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Schedulers.class)
                          && !call.getName().equals("isInNonBlockingThread")))
          .because("those of a model end with it, and may be blocked");
}
