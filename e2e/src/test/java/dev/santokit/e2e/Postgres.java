package dev.santokit.e2e;

import static org.awaitility.Awaitility.await;

import dev.santokit.e2e.Cluster.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;

/** Postgres as a pod, with a database for each project of the tests. */
final class Postgres {

  private static final String USER = "shop";

  private final Cluster cluster;
  private final String password = UUID.randomUUID().toString().replace("-", "");
  private final int nodePort;

  Postgres(Cluster cluster) {
    this.cluster = cluster;
    cluster
        .kubectl(
            Purpose.DATABASE,
            "create",
            "secret",
            "generic",
            "postgres",
            "--from-literal=password=" + password)
        .succeeds();
    cluster.apply(Purpose.DATABASE, manifest()).succeeds();
    cluster
        .kubectl(
            Purpose.DATABASE,
            "patch",
            "service/postgres",
            "--patch={\"spec\": {\"type\": \"NodePort\"}}")
        .succeeds();
    cluster
        .kubectl(Purpose.DATABASE, "rollout", "status", "deployment/postgres", "--timeout=90s")
        .succeeds();
    nodePort =
        cluster.get(Purpose.DATABASE, "service/postgres").at("/spec/ports/0/nodePort").asInt();
  }

  private static String manifest() {
    try {
      return Files.readString(Repository.ROOT.resolve("samples/postgres.yaml"))
          .replaceFirst("image: postgres:[0-9]+", "image: " + Settings.POSTGRES_IMAGE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes an empty database. */
  void database(String name) {
    psql("postgres", "CREATE DATABASE " + name);
  }

  /** Its URL, for pods. */
  String url(String database) {
    return "postgres://%s:%s@postgres.%s/%s"
        .formatted(USER, password, Purpose.DATABASE.namespace(), database);
  }

  /** Its URL, from this machine. */
  String urlHere(String database) {
    return "postgres://%s:%s@%s:%d/%s".formatted(USER, password, Settings.NODE, nodePort, database);
  }

  String password() {
    return password;
  }

  /** Runs SQL in the pod, without any code of ours. */
  String psql(String database, String sql) {
    return cluster
        .command(
            "kubectl",
            "--namespace=" + Purpose.DATABASE.namespace(),
            "exec",
            "--stdin",
            "deployment/postgres",
            "--",
            "psql",
            "--username=" + USER,
            "--dbname=" + database,
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--set=ON_ERROR_STOP=1")
        .run(sql)
        .succeeds()
        .text();
  }

  /**
   * Takes it away from everybody but keeps its data: its address leads nowhere, and whoever is
   * connected is sent off.
   */
  void goAway() {
    select("nobody");
    await("no connection is left")
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            psql(
                    "postgres",
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
                .equals("0"));
  }

  void comeBack() {
    select("postgres");
  }

  private void select(String name) {
    cluster
        .kubectl(
            Purpose.DATABASE,
            "patch",
            "service/postgres",
            "--patch={\"spec\": {\"selector\": {\"app.kubernetes.io/name\": \"" + name + "\"}}}")
        .succeeds();
  }
}
