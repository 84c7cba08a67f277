package ai.kelix.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import ai.kelix.cli.Main;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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
