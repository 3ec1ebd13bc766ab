package dev.santokit.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.project.release.Release;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.event.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From the folder to the calls. */
class ReleasesTest {

  private static final String PUBLIC = "/* ---\naccess: public\n--- */\n";

  private static String returning(String value) {
    return PUBLIC + "export default () => '" + value + "'";
  }

  private static void awaitRevision(TestServer server, long revision) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(15))
        .until(() -> server.plane().status().at("/active/revision").asLong() == revision);
  }

  @Test
  void pitfall_42_every_edit_is_served_without_a_restart() {
    try (var server = TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("1");
      for (int revision = 2; revision < 8; revision++) {
        server.edit("a/b.js", returning("v" + revision)).release(revision);
        awaitRevision(server, revision);
        assertThat(server.call("a/b", "{}").body()).isEqualTo("\"v" + revision + "\"");
      }
    }
  }

  @Test
  void pitfall_43_a_deleted_function_is_404() {
    try (var server =
        TestServer.withoutDatabase()
            .js("a/b", "export default () => 1")
            .js("a/c", "export default () => 2")
            .start()) {
      assertThat(server.call("a/c", "{}").status()).isEqualTo(200);
      server.remove("a/c.js").release(2);
      awaitRevision(server, 2);
      assertThat(server.call("a/c", "{}").status()).isEqualTo(404);
      assertThat(server.call("a/b", "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void access_that_changes_counts_at_once_even_when_the_code_does_not() {
    try (var server = TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      server.edit("a/b.js", "/* ---\naccess: admin\n--- */\nexport default () => 1").release(2);
      awaitRevision(server, 2);
      assertThat(server.call("a/b", "{}").status()).isEqualTo(401);
    }
  }

  @Test
  void a_swap_under_load_loses_no_call_and_mixes_no_releases() {
    var database = TestPostgres.with();
    try (var server =
        TestServer.with(database)
            .logic(
                "a/b.js",
                PUBLIC + "export default async (p, {invoke}) => ['1', await invoke('a/c', {})]")
            .sql("a/c", "{}", "SELECT '1' AS c")
            .start()) {
      var stop = new AtomicBoolean();
      var bad = new ConcurrentLinkedQueue<String>();
      var seen = new ConcurrentLinkedQueue<String>();
      var callers =
          IntStream.range(0, 4)
              .mapToObj(n ->
                  CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                      Response response = server.call("a/b", "{}");
                      String one = response.json().at("/0").asText();
                      String other = response.json().at("/1/0/c").asText();
                      if (response.status() != 200 || !one.equals(other)) {
                        bad.add(response.toString());
                      }
                      seen.add(one);
                    }
                  }))
              .toList();
      await().until(() -> seen.contains("1"));
      for (int revision = 2; revision <= 10; revision++) {
        server
            .edit(
                "a/b.js",
                PUBLIC
                    + "export default async (p, {invoke}) => ['"
                    + revision
                    + "', await invoke('a/c', {})]")
            .edit("a/c.sql", TestServer.publicSql("{}", "SELECT '" + revision + "' AS c"))
            .release(revision);
        awaitRevision(server, revision);
      }
      await().until(() -> seen.contains("10"));
      stop.set(true);
      callers.forEach(CompletableFuture::join);
      assertThat(bad).isEmpty();
    }
  }

  @Test
  void a_torn_folder_is_waited_for_and_then_refused_while_the_old_release_serves()
      throws IOException {
    try (var server = TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      Path shard = server.files().kv().resolve("shard-01.json.gz");
      byte[] whole = Files.readAllBytes(shard);
      byte[] torn = whole.clone();
      torn[torn.length / 2] ^= 1;
      Files.write(shard, torn);

      assertThat(server.call("a/b", "{}").body()).isEqualTo("1");
      assertThat(server.plane().status().has("candidate")).isFalse();
      await().atMost(Duration.ofSeconds(20)).until(() -> server.plane().status().has("candidate"));
      assertThat(server.events(ServerEvent.ReleaseRefused.class)).hasSize(1);
      assertThat(server.call("a/b", "{}").body()).isEqualTo("1");

      Files.write(shard, whole);
      await().atMost(Duration.ofSeconds(5)).until(() -> !server.plane().status().has("candidate"));
    }
  }

  @Test
  void a_release_that_cannot_run_is_refused_with_all_its_reasons() {
    var database = TestPostgres.with("CREATE TABLE t (n int)");
    try (var server =
        TestServer.with(database)
            .sql("a/b", "{}", "SELECT 1 AS one")
            .js("a/c", "export default () => 1")
            .start()) {
      server
          .edit("a/b.sql", TestServer.publicSql("{}", "SELECT m\nFROM t"))
          .edit("a/d.sql", TestServer.publicSql("{}", "SELECT n FROM u"))
          .release(2);
      await().atMost(Duration.ofSeconds(5)).until(() -> server.plane().status().has("candidate"));
      assertThat(server.plane().status().at("/candidate/error").asText().lines())
          .containsExactlyInAnyOrder(
              "logic/a/b.sql (body):1:8: column \"m\" does not exist [SQL_NOT_PREPARED]",
              "logic/a/d.sql (body):1:15: relation \"u\" does not exist [SQL_NOT_PREPARED]");
      assertThat(server.plane().status().at("/active/revision").asLong()).isEqualTo(1);
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{\"one\":1}]");
      assertThat(server.call("a/d", "{}").status()).isEqualTo(404);

      database.execute("ALTER TABLE t RENAME n TO m", "CREATE TABLE u (n int)");
      awaitRevision(server, 2); // a schema that arrives later is noticed
      assertThat(server.plane().status().has("candidate")).isFalse();
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[]");
    }
  }

  @Test
  void javascript_that_does_not_load_is_refused_and_the_old_release_serves() {
    try (var server = TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      server.edit("a/b.js", PUBLIC + "null.x; export default () => 2").release(2);
      await().atMost(Duration.ofSeconds(5)).until(() -> server.plane().status().has("candidate"));
      assertThat(server.call("a/b", "{}").body()).isEqualTo("1");
    }
  }

  @Test
  void a_volume_of_kubernetes_changes_by_one_symbolic_link() throws IOException {
    try (var server = TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      Path kv = server.files().kv();
      for (int revision = 2; revision <= 4; revision++) {
        server.edit("a/b.js", returning("v" + revision));
        Release release = server.files().release(revision);
        Path data = Files.createDirectory(kv.resolve("..2026_0" + revision));
        TestServer.Project.write(data, release);
        Path link = kv.resolve("..data_tmp");
        Files.createSymbolicLink(link, data.getFileName());
        Files.move(link, kv.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (revision == 2) {
          try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
              Path name = kv.resolve(file.getFileName());
              Files.delete(name);
              Files.createSymbolicLink(name, Path.of("..data").resolve(file.getFileName()));
            }
          }
        }
        awaitRevision(server, revision);
        assertThat(server.call("a/b", "{}").body()).isEqualTo("\"v" + revision + "\"");
      }
    }
  }

  @Test
  void without_a_release_calls_are_503_and_the_server_is_not_ready() throws IOException {
    try (var server = TestServer.withoutDatabase().withoutRelease().start()) {
      Response response = server.call("a/b", "{}");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.code()).isEqualTo("UNAVAILABLE");
      assertThat(response.header("Retry-After")).isEqualTo("1");
      assertThat(server.plane().isReady()).isFalse();
      assertThat(server.plane().status().toString())
          .isEqualTo("{\"active\":null,\"databases\":{}}");

      server.edit("a/b.js", returning("first")).release(1);
      awaitRevision(server, 1);
      assertThat(server.plane().isReady()).isTrue();
      assertThat(server.call("a/b", "{}").body()).isEqualTo("\"first\"");
    }
  }

  @Test
  void what_is_served_says_so() {
    try (var server = TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      var status = server.plane().status();
      assertThat(List.copyOf(status.properties().stream().map(e -> e.getKey()).toList()))
          .containsExactly("active", "databases");
      String digest = status.at("/active/digest").asText();
      assertThat(digest).matches("1:sha256:[0-9a-f]{64}");
      assertThat(status.at("/active/at").asText()).matches("20.*Z");
      assertThat(server.call("a/b", "{}").header("X-Santokit-Release"))
          .isEqualTo(digest.substring(9, 21) + ";rev=1");
    }
  }
}
