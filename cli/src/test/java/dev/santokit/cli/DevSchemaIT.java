package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stk dev} in a terminal, where somebody is asked about changes that lose data. */
class DevSchemaIT {

  private static final String SCHEMA =
      """
      table "notes" {
        column "id" {
          type = int
        }
        column "text" {
          type = text
        }
        primary_key {
          columns = [column.id]
        }
      }
      """;

  private static final String WITH_MOOD =
      SCHEMA.replace(
          "  primary_key",
          "  column \"mood\" {\n    type = text\n    null = true\n  }\n  primary_key");

  @TempDir Path folder;
  private DevRun dev;

  @BeforeEach
  void start() throws IOException {
    file("stk.config.json", "{\"project_id\": \"notes\"}");
    file("config/databases.yaml", "main:\n  url: ${DATABASE_URL}\n");
    file("schema/main.hcl", WITH_MOOD);
    file("schema/seed/main/01.sql", "INSERT INTO notes VALUES (1, 'milk', 'fine')");
    file("logic/notes/list.sql", "/* ---\naccess: public\n--- */\nSELECT id, text FROM notes");
    file("logic/notes/moods.sql", "/* ---\naccess: public\n--- */\nSELECT mood FROM notes");
    dev = DevRun.start(folder, true);
    dev.url();
  }

  @AfterEach
  void stop() throws IOException {
    dev.close();
    Files.writeString(Path.of("target/DevSchemaIT.log"), dev.toString()); // for whoever mends it
  }

  @Test
  void a_column_goes_together_with_the_function_that_used_it_once_somebody_agrees()
      throws Exception {
    assertThat(dev.call("notes/moods", "{}").body()).contains("fine");
    Files.delete(folder.resolve("logic/notes/moods.sql"));
    file("schema/main.hcl", SCHEMA);

    dev.says("DROP_COLUMN public.notes.mood: ");
    dev.says("do this to database main? (y/N)");
    assertThat(dev.call("notes/list", "{}").statusCode()).isEqualTo(200);
    int from = dev.lines();
    dev.types("y");

    dev.says(from, "notes/moods gone");
    dev.says(from, "DROP COLUMN");
    assertThat(dev.call("notes/moods", "{}").statusCode()).isEqualTo(404);
    assertThat(dev.call("notes/list", "{}").body()).contains("milk");
    file(
        "logic/notes/list.sql", "/* ---\naccess: public\n--- */\nSELECT id, text, mood FROM notes");
    dev.says("column \"mood\" does not exist");
  }

  @Test
  void a_column_that_a_function_still_uses_stays_and_nobody_is_asked() throws Exception {
    file("schema/main.hcl", SCHEMA);
    dev.says("notes/moods uses public.notes.mood");
    dev.says("leaves while logic uses it");
    assertThat(dev.said(0)).doesNotContain("(y/N)");
    assertThat(dev.call("notes/moods", "{}").body()).contains("fine");
  }

  @Test
  void who_says_no_keeps_column_and_version_and_is_asked_again_when_the_files_change()
      throws Exception {
    Files.delete(folder.resolve("logic/notes/moods.sql"));
    file("schema/main.hcl", SCHEMA);
    dev.says("do this to database main? (y/N)");
    dev.types("");
    dev.says("not agreed to, so nothing was changed");
    assertThat(dev.call("notes/moods", "{}").body()).contains("fine");

    int from = dev.lines();
    file("schema/main.hcl", SCHEMA + "\n");
    dev.says(from, "DROP_COLUMN public.notes.mood");
    file("schema/main.hcl", WITH_MOOD); // withdraws the question
    dev.says(from, "mended: notes/moods gone");
    assertThat(dev.said(from)).doesNotContain("not agreed to");
  }

  @Test
  void a_change_made_while_it_did_not_run_is_asked_at_the_start() throws Exception {
    dev.close();
    Files.delete(folder.resolve("logic/notes/moods.sql"));
    file("schema/main.hcl", SCHEMA);
    dev = DevRun.start(folder, true);
    dev.says("do this to database main? (y/N)");
    int from = dev.lines();
    dev.types("y");
    dev.url();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(dev.call("notes/list", "{}").body()).contains("milk"));
    dev.says(from, "DROP COLUMN");
  }

  private void file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
