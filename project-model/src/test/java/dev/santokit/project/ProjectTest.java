package dev.santokit.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.logic.Generated;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

  private static final Map<String, String> SHOP =
      Map.ofEntries(
          Map.entry("stk.config.json", "{\"project_id\": \"shop\"}"),
          Map.entry("config/databases.yaml", "main: {url: '${DATABASE_URL}'}\n"),
          Map.entry("config/permissions.yaml", "tables:\n  users: {select: [public]}\n"),
          Map.entry("schema/main/b.hcl", "# b"),
          Map.entry("schema/main/a.hcl", "# a"),
          Map.entry("schema/migrations/main/V10__b.sql", "SELECT 10;"),
          Map.entry("schema/migrations/main/V9__a.sql", "SELECT 9;"),
          Map.entry("schema/seed/main/2.sql", "SELECT 2;"),
          Map.entry("schema/seed/main/1.sql", "SELECT 1;"),
          Map.entry("logic/users/get.sql", "/* --- access: public --- */ SELECT 1"),
          Map.entry(
              "logic/users/top.js",
              "/** access: admin */\nimport '../../lib/a.js';\nexport default () => 1;"),
          Map.entry("lib/a.js", ""));

  @TempDir Path dir;
  private final Problems problems = new Problems();

  @Test
  void a_project_is_all_that_its_files_say() {
    write(dir, List.copyOf(SHOP.keySet()));
    Project shop = Project.read(dir, problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(shop.id()).isEqualTo("shop");
    assertThat(shop.functions())
        .extracting(f -> f.path().value())
        .containsExactly("users/get", "users/top");
    assertThat(shop.config().databases()).containsOnlyKeys("main");
    assertThat(shop.permissions().tables()).containsOnlyKeys("users");
    assertThat(shop.schemaFiles())
        .isEqualTo(
            Map.of(
                "main",
                List.of(
                    new TextFile("schema/main/a.hcl", "# a"),
                    new TextFile("schema/main/b.hcl", "# b"))));
    assertThat(shop.migrations().get("main"))
        .extracting(TextFile::text)
        .containsExactly("SELECT 9;", "SELECT 10;");
    assertThat(shop.seedFiles().get("main"))
        .extracting(TextFile::text)
        .containsExactly("SELECT 1;", "SELECT 2;");
  }

  @Test
  void files_give_one_digest_in_whichever_order_they_were_written() {
    write(dir.resolve("first"), List.copyOf(SHOP.keySet()));
    String digest = digest(dir.resolve("first"));
    Generated.each(
        20,
        generated -> {
          Path copy = dir.resolve("copy" + generated.number(Integer.MAX_VALUE));
          write(copy, generated.shuffled(List.copyOf(SHOP.keySet())));
          assertThat(digest(copy)).isEqualTo(digest);
        });
  }

  @Test
  void a_folder_without_the_file_is_no_project() {
    assertThat(Project.read(dir.resolve("nowhere"), problems)).isNull();
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly("stk.config.json:1:1: there is no stk.config.json [FILE_UNREADABLE]");
  }

  private String digest(Path folder) {
    Project project = Project.read(folder, problems);
    return Release.of(
            project.id(), 1, Instant.now(), null, project.functions(), project.permissions())
        .digest();
  }

  private static void write(Path folder, List<String> files) {
    files.forEach(file -> write(folder, file, SHOP.get(file)));
  }

  private static void write(Path folder, String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
