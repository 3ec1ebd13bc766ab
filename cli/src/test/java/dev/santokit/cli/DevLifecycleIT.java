package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.cli.postgres.EmbeddedPostgres;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code stk dev} begins and ends. */
class DevLifecycleIT {

  @TempDir Path temporary;

  @Test
  void a_project_without_a_database_needs_no_postgres() throws Exception {
    Path hello = DevRun.copy("hello", temporary.resolve("hello"));
    try (DevRun dev = DevRun.start(hello)) {
      assertThat(dev.call("hello/ping", "{\"name\": \"Ada\"}").body())
          .contains("\"message\":\"Hello, Ada!\"");
      assertThat(hello.resolve(".stk/postgres")).doesNotExist();
    }
  }

  @Test
  void what_init_writes_runs_as_it_is() throws Exception {
    StkRun.In.folder(temporary).stk("init", "app").exits(ExitCode.DONE);
    Path app = temporary.resolve("app");
    try (DevRun dev = DevRun.start(app)) {
      assertThat(dev.call("notes/list", "{}").body()).contains("This note comes from");
      assertThat(dev.call("hello/greet", "{}").body())
          .isEqualTo("{\"message\":\"Hello, world!\",\"notes\":1}");
      String token = StkRun.In.folder(app).stk("token").exits(ExitCode.DONE).out().strip();
      assertThat(dev.call("notes/add", "{\"text\": \"mine\"}", token).statusCode()).isEqualTo(200);
      assertThat(Files.getPosixFilePermissions(app.resolve(".stk/secrets.env")))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
  }

  @Test
  void sigterm_leaves_no_process_and_the_next_start_has_the_data_until_fresh() throws Exception {
    StkRun.In.folder(temporary).stk("init", "app").exits(ExitCode.DONE);
    Path app = temporary.resolve("app");
    List<ProcessHandle> children;
    try (DevRun dev = DevRun.start(app)) {
      dev.url();
      String token = StkRun.In.folder(app).stk("token").out().strip();
      assertThat(dev.call("notes/add", "{\"text\": \"kept\"}", token).statusCode()).isEqualTo(200);
      children = dev.descendants();
      assertThat(children).isNotEmpty();
      dev.process.destroy();
      assertThat(dev.exitCode()).isEqualTo(128 + 15);
    }
    assertThat(children).noneMatch(ProcessHandle::isAlive);

    try (DevRun dev = DevRun.start(app)) {
      assertThat(dev.call("notes/list", "{}").body()).contains("kept");
      assertThat(dev.said(0)).doesNotContain("created").doesNotContain("made up");
    }

    try (DevRun dev = DevRun.start(app, "--fresh")) {
      assertThat(dev.call("notes/list", "{}").body())
          .contains("This note comes from")
          .doesNotContain("kept");
      dev.says("database main: created, 1 table, 1 seed file");
    }
  }

  @Test
  void a_dev_that_is_killed_leaves_no_process_and_starts_again() throws Exception {
    StkRun.In.folder(temporary).stk("init", "app").exits(ExitCode.DONE);
    Path app = temporary.resolve("app");
    try (DevRun dev = DevRun.start(app)) {
      dev.url();
      List<ProcessHandle> children = dev.descendants();
      dev.process.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
    try (DevRun dev = DevRun.start(app)) {
      assertThat(dev.call("notes/list", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_seed_with_an_error_is_shown_and_runs_anew_once_it_is_mended() throws Exception {
    StkRun.In.folder(temporary).stk("init", "app").exits(ExitCode.DONE);
    Path app = temporary.resolve("app");
    Path seed = app.resolve("schema/seed/main/02-more.sql");
    Files.writeString(
        seed, "INSERT INTO notes (text) VALUES ('a;b');\nINSERT INTO notes (txt) VALUES ('c');\n");
    try (DevRun dev = DevRun.start(app)) {
      assertThat(dev.exitCode()).isEqualTo(1);
      dev.says("schema/seed/main/02-more.sql:2:20: Postgres refuses this: column \"txt\"");
      dev.says("2 | INSERT INTO notes (txt) VALUES ('c');");
    }
    Files.writeString(seed, "INSERT INTO notes (text) VALUES ('mended');\n");
    try (DevRun dev = DevRun.start(app)) {
      assertThat(dev.call("notes/list", "{}").body())
          .contains("mended")
          .contains("This note comes from")
          .doesNotContain("a;b");
    }
  }

  @Test
  void a_database_of_somebody_else_may_go_away_while_files_change() throws Exception {
    StkRun.In.folder(temporary).stk("init", "app").exits(ExitCode.DONE);
    Path schema = temporary.resolve("app/schema/main.hcl");
    String wanted = Files.readString(schema);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.in(
            temporary.resolve("postgres"), Build.current().postgres(), System.getenv());
    postgres.start(false, _ -> {});
    try {
      postgres.create("theirs");
      try (DevRun dev =
          DevRun.start(temporary.resolve("app"), "--db-url", postgres.url("theirs"))) {
        assertThat(dev.call("notes/list", "{}").statusCode()).isEqualTo(200);

        Files.writeString(schema, wanted.replace("column \"text\"", "column \"words\""));
        dev.says("public.notes.text leaves while logic uses it");
        assertThat(dev.said(0)).doesNotContain("--fresh");

        postgres.stop();
        int from = dev.lines();
        Files.writeString(schema, wanted.replace("column \"text\"", "column \"line\""));
        dev.says(from, "save a file once this is mended");
        assertThat(dev.call("notes/list", "{}").statusCode()).isEqualTo(503);
      }
    } finally {
      postgres.stop();
    }
  }

  @Test
  void a_project_with_errors_does_not_start() throws IOException, InterruptedException {
    StkRun.In.folder(temporary).stk("init", "app").exits(ExitCode.DONE);
    Path app = temporary.resolve("app");
    Files.writeString(app.resolve("logic/notes/list.sql"), "SELECT (");
    Files.writeString(app.resolve("schema/main.hcl"), "table \"notes\" {\n");
    try (DevRun dev = DevRun.start(app)) {
      assertThat(dev.exitCode()).isEqualTo(1);
      dev.says("logic/notes/list.sql:1:8: ");
      dev.says("schema/main.hcl:1:15: ");
      assertThat(app.resolve(".stk/postgres")).doesNotExist();
    }
  }
}
