package dev.santokit.project.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.Project;
import dev.santokit.project.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the pages about configuration and logic files are right. */
class ConfigurationPageTest {

  private static final Path PAGES = Path.of("../docs/reference");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "## `(config/[a-z]+\\.yaml)`\n(?:(?!\n## ).)*?```yaml\n(.*?)```", Pattern.DOTALL);

  private static final Pattern FRONT_MATTER =
      Pattern.compile("### ([A-Za-z ]+)\n\n```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path project;

  private final Problems problems = new Problems();

  @Test
  void the_example_of_each_file_is_a_project_without_problems() throws IOException {
    var examples = EXAMPLE.matcher(Files.readString(PAGES.resolve("configuration.md")));
    List<String> files =
        examples
            .results()
            .map(example -> {
              put(example.group(1), example.group(2));
              return example.group(1);
            })
            .toList();
    assertThat(files)
        .containsExactly(
            "config/databases.yaml",
            "config/auth.yaml",
            "config/project.yaml",
            "config/permissions.yaml");
    put("stk.config.json", "{\"project_id\": \"shop\"}");
    assertThat(Project.read(project, problems)).as(problems.sorted().toString()).isNotNull();
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void the_examples_of_front_matter_are_right() throws IOException {
    put("stk.config.json", "{\"project_id\": \"shop\"}");
    put("config/databases.yaml", "main: {url: '${DATABASE_URL}'}");
    var examples = FRONT_MATTER.matcher(Files.readString(PAGES.resolve("logic.md")));
    List<String> named =
        examples
            .results()
            .map(example -> {
              String name = example.group(1).replace(' ', '-');
              put("logic/examples/" + name + ".sql", "SELECT 1");
              put("logic/examples/" + name + ".yaml", example.group(2));
              return name;
            })
            .toList();
    assertThat(named).contains("Cache", "Rate-limit");
    assertThat(Project.read(project, problems)).as(problems.sorted().toString()).isNotNull();
  }

  private void put(String file, String text) {
    try {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(project.resolve(file), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
