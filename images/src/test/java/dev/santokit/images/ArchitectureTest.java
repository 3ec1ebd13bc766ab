package dev.santokit.images;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The row of this module in the table of docs/explanation/architecture.md. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.santokit");

  @Test
  void images_stands_on_the_project_model_alone() {
    noClasses()
        .that()
        .resideInAPackage("dev.santokit.images..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.santokit.schema..",
            "dev.santokit.crds..",
            "dev.santokit.server..",
            "dev.santokit.operator..",
            "dev.santokit.cli..")
        .check(CLASSES);
  }
}
