package dev.santokit.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's row of the table in docs/explanation/architecture.md. */
@AnalyzeClasses(packages = "dev.santokit.bench", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_our_modules_it_depends_on_the_project_model_alone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.santokit..")
                  .and(resideOutsideOfPackages("dev.santokit.bench..", "dev.santokit.project..")));
}
