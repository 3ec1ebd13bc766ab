package dev.santokit.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_our_modules_it_depends_on_the_project_model_alone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(resideOutsideOfPackages("dev.santokit.server..", "dev.santokit.project..")));

  @ArchTest
  static final ArchRule it_knows_no_kubernetes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "io.kubernetes..");

  @ArchTest
  static final ArchRule its_packages_have_no_cycles =
      slices().matching("dev.santokit.server.(*)..").should().beFreeOfCycles();
}
