package dev.santokit.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.operator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_our_modules_it_depends_on_resources_schema_engine_and_project_model =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.santokit.operator..",
                          "dev.santokit.crds..",
                          "dev.santokit.schema..",
                          "dev.santokit.project..")));

  @ArchTest
  static final ArchRule it_serves_no_http_and_runs_no_javascript =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.ext.web..", "jakarta.ws.rs..", "org.graalvm..");

  @ArchTest
  static final ArchRule what_is_desired_is_computed_without_a_cluster =
      noClasses()
          .that()
          .haveFullyQualifiedName("dev.santokit.operator.project.Desired")
          .or()
          .haveSimpleNameStartingWith("Server")
          .and()
          .resideInAPackage("dev.santokit.operator.project..")
          .and()
          .doNotHaveSimpleName("ServerWriter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule its_packages_have_no_cycles =
      slices().matching("dev.santokit.operator.(*)..").should().beFreeOfCycles();
}
