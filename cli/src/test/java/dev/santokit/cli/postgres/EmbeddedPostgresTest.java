package dev.santokit.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.cli.Build;
import dev.santokit.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder for all tests: creating the data takes longer than all else here. */
class EmbeddedPostgresTest {

  @TempDir static Path folder;

  private final List<EmbeddedPostgres> started = new ArrayList<>();

  @AfterEach
  void stop_all() {
    started.forEach(EmbeddedPostgres::stop);
    started.clear();
  }

  @Test
  void data_stay_from_one_start_to_the_next_and_fresh_drops_them() throws Exception {
    EmbeddedPostgres first = start(false);
    first.create("main");
    assertThat(first.has("main")).as("not finished yet").isFalse();
    first.finish("main");
    execute(first, "CREATE TABLE notes AS SELECT 'kept' AS text");
    first.stop();

    EmbeddedPostgres second = start(false);
    assertThat(second.has("main")).isTrue();
    assertThat(query(second, "SELECT text FROM notes")).isEqualTo("kept");
    second.stop();

    EmbeddedPostgres third = start(true);
    assertThat(third.has("main")).isFalse();
  }

  @Test
  void a_database_that_was_never_finished_is_created_anew() throws Exception {
    EmbeddedPostgres postgres = start(false);
    postgres.create("main");
    execute(postgres, "CREATE TABLE half (id int)");
    postgres.create("main");
    execute(postgres, "CREATE TABLE half (id int)");
  }

  @Test
  void the_role_of_the_databases_is_no_superuser() throws Exception {
    EmbeddedPostgres postgres = start(false);
    postgres.create("main");
    assertThat(query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("f");
  }

  @Test
  void a_postgres_that_outlived_its_stk_is_stopped_at_the_next_start() throws Exception {
    EmbeddedPostgres first = start(false);
    first.create("main");
    ProcessHandle outlived = process();

    EmbeddedPostgres second = start(false);

    assertThat(outlived.isAlive()).isFalse();
    assertThat(query(second, "SELECT 'here'")).isEqualTo("here");
  }

  @Test
  void it_recovers_from_being_killed() throws Exception {
    EmbeddedPostgres first = start(false);
    first.create("main");
    execute(first, "SET synchronous_commit = on; CREATE TABLE notes AS SELECT 'kept' AS text");
    ProcessHandle killed = process();
    killed.destroyForcibly();
    assertThat(first.exited().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);

    assertThat(query(start(false), "SELECT text FROM notes")).isEqualTo("kept");
  }

  @Test
  void a_pid_file_whose_number_is_a_strangers_is_no_obstacle() throws Exception {
    start(false).stop();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          folder.resolve("data/postmaster.pid"),
          "%d\n%s\n1\n5432\n\n127.0.0.1\n\nready   \n"
              .formatted(stranger.pid(), folder.resolve("data")));
      start(false).create("main");
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void data_of_another_version_are_refused_with_the_way_out() throws Exception {
    start(false).stop();
    Path version = folder.resolve("data/PG_VERSION");
    String ours = Files.readString(version);
    Files.writeString(version, "14\n");
    try {
      assertThatThrownBy(() -> start(false))
          .isInstanceOfSatisfying(
              CommandFailure.class,
              failure -> {
                assertThat(failure.what()).contains("are of Postgres 14, this stk has 18.");
                assertThat(failure.hint()).contains("--fresh");
              });
    } finally {
      Files.writeString(version, ours);
    }
  }

  @Test
  void a_start_that_fails_tells_what_postgres_said() throws Exception {
    start(false).stop();
    Path configuration = folder.resolve("data/postgresql.conf");
    String ours = Files.readString(configuration);
    Files.writeString(configuration, "shared_buffers = 'much'\n");
    try {
      assertThatThrownBy(() -> start(false))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("Postgres did not start: configuration file")
          .hasMessageEndingWith("contains errors");
    } finally {
      Files.writeString(configuration, ours);
    }
  }

  @Test
  void the_password_is_for_the_owner_alone() throws Exception {
    start(false);
    assertThat(Files.getPosixFilePermissions(folder.resolve("pgpass")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void the_port_stays_while_it_is_free() throws Exception {
    EmbeddedPostgres first = start(false);
    String url = first.url("main");
    first.stop();
    assertThat(start(false).url("main")).isEqualTo(url);
  }

  private EmbeddedPostgres start(boolean fresh) {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.in(folder, Build.current().postgres(), System.getenv());
    started.add(postgres);
    postgres.start(fresh, line -> {});
    return postgres;
  }

  private ProcessHandle process() throws IOException {
    return PidFile.of(folder.resolve("data"))
        .flatMap(file -> file.postgres(folder.resolve("data")))
        .orElseThrow();
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect("main");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect("main");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
