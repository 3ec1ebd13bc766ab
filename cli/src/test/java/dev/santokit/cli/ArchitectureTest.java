package dev.santokit.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_our_modules_it_depends_on_project_model_crds_and_schema_engine_alone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.santokit.cli..",
                          "dev.santokit.crds..",
                          "dev.santokit.project..",
                          "dev.santokit.schema..")));

  @ArchTest
  static final ArchRule it_knows_nothing_that_a_server_is_made_of =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule commands_print_to_the_streams_that_tests_read =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.santokit.cli.Stk")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in");

  @ArchTest
  static final ArchRule its_packages_have_no_cycles =
      slices().matching("dev.santokit.cli.(*)..").should().beFreeOfCycles();
}
