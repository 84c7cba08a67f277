package ai.kelix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "ai.kelix", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  /**
   * One cycle is wanted and not seen here: {@code ai.kelix} finds implementations through {@code
   * ai.kelix.spi}, whose interfaces speak of images and models, as character sets and their
   * providers do in the JDK.
   */
  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("ai.kelix.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes().should(liveInANullMarkedPackage()).because("NullAway checks nothing else");

  @ArchTest
  static final ArchRule internalPackagesStayInTheirModule =
      classes().should(useNoInternalsOfOtherModules());

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        String message = type.getPackageName() + " has no @NullMarked package-info.java";
        events.add(new SimpleConditionEvent(type, marked, message));
      }
    };
  }

  private static ArchCondition<JavaClass> useNoInternalsOfOtherModules() {
    return new ArchCondition<>("use no internal package of another module") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency use : type.getDirectDependenciesFromSelf()) {
          String target = use.getTargetClass().getPackageName();
          int internal = target.startsWith("ai.kelix.") ? target.indexOf(".internal") : -1;
          if (internal >= 0) {
            String module = target.substring(0, internal);
            boolean own = (type.getPackageName() + ".").startsWith(module + ".");
            events.add(new SimpleConditionEvent(type, own, use.getDescription()));
          }
        }
      }
    };
  }
}
