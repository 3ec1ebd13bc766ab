package dev.santokit.project;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.project", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule it_depends_on_no_other_module =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(resideOutsideOfPackages("dev.santokit.project..")));

  @ArchTest
  static final ArchRule it_knows_no_kubernetes_no_quarkus_no_database =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..", "io.javaoperatorsdk..", "io.quarkus..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule its_packages_have_no_cycles =
      slices().matching("dev.santokit.project.(*)..").should().beFreeOfCycles();
}
