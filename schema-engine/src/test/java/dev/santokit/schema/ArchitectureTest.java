package dev.santokit.schema;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.schema", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_our_modules_it_depends_on_the_project_model_alone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(resideOutsideOfPackages("dev.santokit.schema..", "dev.santokit.project..")));

  @ArchTest
  static final ArchRule it_knows_no_kubernetes_and_no_quarkus =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "io.quarkus..");

  @ArchTest
  static final ArchRule what_turns_values_into_values_knows_no_database =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.santokit.schema.hcl..",
              "dev.santokit.schema.dialect..",
              "dev.santokit.schema.model..",
              "dev.santokit.schema.create..",
              "dev.santokit.schema.difference..",
              "dev.santokit.schema.statement..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..");

  @ArchTest
  static final ArchRule its_packages_have_no_cycles =
      slices().matching("dev.santokit.schema.(*)..").should().beFreeOfCycles();
}
