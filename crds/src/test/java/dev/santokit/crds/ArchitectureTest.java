package dev.santokit.crds;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.CustomResource;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.crds", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_our_modules_it_depends_on_the_project_model_alone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(resideOutsideOfPackages("dev.santokit.crds..", "dev.santokit.project..")));

  @ArchTest
  static final ArchRule it_knows_no_reconciler_no_quarkus_no_database =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javaoperatorsdk..", "io.quarkus..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule only_the_build_uses_the_generator =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.santokit.crds.generate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8.crdv2..", "dev.santokit.crds.generate..");

  @ArchTest
  static final ArchRule a_resource_is_made_of_records_and_enums =
      classes()
          .that()
          .resideInAnyPackage(
              "dev.santokit.crds.project..",
              "dev.santokit.crds.bundle..",
              "dev.santokit.crds.plan..")
          .and()
          .areNotAssignableTo(CustomResource.class)
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .beAssignableTo(Record.class)
          .orShould()
          .beEnums()
          .orShould()
          .haveOnlyPrivateConstructors(); // conversions from and to the project model

  @ArchTest
  static final ArchRule its_packages_have_no_cycles =
      slices().matching("dev.santokit.crds.(*)..").should().beFreeOfCycles();
}
