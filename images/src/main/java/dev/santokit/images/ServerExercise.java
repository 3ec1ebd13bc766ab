package dev.santokit.images;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.logic.LogicFolder;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFolder;
import dev.santokit.project.release.ReleaseRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Serves two small functions, one in JavaScript and one in SQL on a real Postgres, and takes up a
 * second release.
 */
final class ServerExercise implements Training.Exercise {

  private static final int CALLS = 30;

  private static final String CONFIG =
      """
      {"databases": {"main": {"url": "${DATABASE_URL}"}}, "auth": {}}
      """;
  private static final String JS =
      """
      /* ---
      access: public
      params: {name: {type: string, default: world}}
      --- */
      export default async function (params, context) {
        const rows = await context.db.queryDefault('SELECT $1::text AS name', [params.name]);
        return {message: `Hello, ${rows[0].name}!`, requestId: context.request.requestId};
      }
      """;
  private static final String SQL =
      """
      ---
      access: public
      readOnly: true
      params: {n: {type: int, default: 3, min: 1}}
      ---
      SELECT n, n::text AS text, now() AS at FROM generate_series(1, :n) AS n
      """;

  private final Path project;
  private final Path kv;
  private final EmbeddedPostgres postgres;
  private final Http http = new Http();
  private final int port = Http.freePort();
  private final int management = Http.freePort();

  /**
   * Writes what it serves.
   *
   * @param folder for its files; must not exist
   */
  ServerExercise(Path folder) throws IOException, BuildFailed {
    project = folder;
    kv = folder.resolve("kv");
    Files.createDirectories(folder.resolve("logic/train"));
    Files.createDirectories(kv);
    Files.writeString(folder.resolve("logic/train/js.js"), JS);
    Files.writeString(folder.resolve("logic/train/sql.sql"), SQL);
    Files.writeString(kv.resolve("config.json"), CONFIG);
    release(1);
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    Files.writeString(
        folder.resolve("secrets.env"),
        "DATABASE_URL=postgres://postgres:postgres@127.0.0.1:"
            + postgres.getPort()
            + "/postgres\n");
  }

  private void release(long revision) throws IOException, BuildFailed {
    var problems = new Problems();
    var functions = LogicFolder.read(new ProjectFolder(project), null, problems);
    if (problems.hasErrors()) {
      throw new BuildFailed("the training's functions: " + problems.sorted());
    }
    try {
      ReleaseFolder.write(
          kv, Release.of("train", revision, Instant.EPOCH, null, functions, Permissions.none()));
    } catch (ReleaseRefused refused) {
      throw new BuildFailed("the training's release: " + refused.getMessage(), refused);
    }
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "SANTOKIT_KV", kv.toString(),
        "SANTOKIT_CONFIG", kv.resolve("config.json").toString(),
        "SANTOKIT_SECRETS", "file",
        "SANTOKIT_SECRETS_FILE", project.resolve("secrets.env").toString(),
        "SANTOKIT_ALLOW_LOOPBACK", "true",
        "SANTOKIT_HOST", "127.0.0.1",
        "SANTOKIT_PORT", Integer.toString(port),
        "SANTOKIT_MANAGEMENT_PORT", Integer.toString(management));
  }

  @Override
  public boolean serves() throws IOException {
    return http.ask(management, "/q/health/ready", null).statusCode() == 200
        && http.ask(port, "/health", null).statusCode() == 200;
  }

  @Override
  public void work() throws IOException, BuildFailed {
    for (int call = 0; call < CALLS; call++) {
      expect(http.ask(port, "/call", "{\"path\": \"train/js\", \"params\": {\"name\": \"you\"}}"));
      expect(http.ask(port, "/call", "{\"path\": \"train/sql\"}"));
    }
    for (String path : List.of("/q/health/live", "/q/health/started", "/q/release")) {
      expect(http.ask(management, path, null));
    }
    Files.writeString(project.resolve("logic/train/js.js"), JS.replace("Hello", "Welcome"));
    release(2);
    expect(http.ask(port, "/call", "{\"path\": \"train/js\"}"));
  }

  private static void expect(HttpResponse<String> answer) throws BuildFailed {
    if (answer.statusCode() != 200) {
      throw new BuildFailed("a call of the training was answered with " + answer.body());
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
    postgres.close();
  }
}
