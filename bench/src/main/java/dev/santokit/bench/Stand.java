package dev.santokit.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.santokit.project.Project;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFolder;
import dev.santokit.project.release.ReleaseRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the comparisons of calls run on: one Postgres with fsync on, the server on {@code
 * bench/project}, and servers written by hand for just these calls. All on this machine.
 */
final class Stand implements AutoCloseable {

  /** How many users there are, their ids counting from 1. */
  static final int ROWS = 10_000;

  private static final String SECRET = "a secret for the benchmark, 32 bytes and more";

  private static final String TABLES =
      """
      CREATE TABLE users (
        id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL, active boolean NOT NULL,
        created_at timestamptz NOT NULL);
      INSERT INTO users
        SELECT i, 'User number ' || i, 'user' || i || '@example.com', i %% 3 <> 0,
               timestamptz '2026-01-01 12:00:00Z' + i * interval '1 minute'
        FROM generate_series(1, %d) i;
      CREATE TABLE notes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL,
        text text NOT NULL, written_at timestamptz NOT NULL DEFAULT now());
      ANALYZE
      """
          .formatted(ROWS);

  private final Workplace workplace;
  private final EmbeddedPostgres postgres;
  private final ServerProcess server;
  private final ServerProcess sockets;
  private final ServerProcess httpServer;

  private Stand(
      Workplace workplace,
      EmbeddedPostgres postgres,
      ServerProcess server,
      ServerProcess sockets,
      ServerProcess httpServer) {
    this.workplace = workplace;
    this.postgres = postgres;
    this.server = server;
    this.sockets = sockets;
    this.httpServer = httpServer;
  }

  /** Starts all of it. */
  static Stand start(Workplace workplace) throws Exception {
    var postgres =
        EmbeddedPostgres.builder()
            .setPort(ServerProcess.freePort())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    fill(postgres);
    int port = postgres.getPort();
    return new Stand(
        workplace,
        postgres,
        server(workplace, port, EnumSet.allOf(LogicType.class), List.of("-Xmx512m")),
        limit(workplace, LimitOnSockets.class, port),
        limit(workplace, LimitOnHttpServer.class, port));
  }

  /** Makes its tables and rows. */
  static void fill(EmbeddedPostgres postgres) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
  }

  /** The server under load. */
  HttpLane server(String name, int connections, List<byte[]> requests) {
    return new HttpLane(name, server, connections, requests);
  }

  /** The leanest server that can be written by hand. */
  HttpLane sockets(int connections, List<byte[]> requests) {
    return new HttpLane("by hand, plain sockets", sockets, connections, requests);
  }

  /** A server written by hand on the HTTP server of the JDK. */
  HttpLane httpServer(int connections, List<byte[]> requests) {
    return new HttpLane("by hand, the JDK's HTTP server", httpServer, connections, requests);
  }

  /** The server's process. */
  ServerProcess process() {
    return server;
  }

  /** The port of Postgres, whose superuser {@code postgres} needs no password. */
  int postgres() {
    return postgres.getPort();
  }

  /** A folder for what a comparison needs. */
  Path scratch() {
    return workplace.scratch();
  }

  /** Whole requests of {@code POST /call} with a token, one for each body. */
  static List<byte[]> calls(List<String> bodies) throws JOSEException {
    return Load.posts("/call", token(), bodies);
  }

  private static String token() throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .subject("7")
            .claim("email", "user7@example.com")
            .claim("roles", List.of("customer"))
            .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(2))))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    token.sign(new MACSigner(SECRET));
    return token.serialize();
  }

  private static ServerProcess limit(Workplace workplace, Class<?> main, int postgres)
      throws Exception {
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        Workplace.java(
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            Integer.toString(port),
            Integer.toString(postgres)),
        Map.of("JWT_SECRET", SECRET),
        port,
        workplace.log(main.getSimpleName()));
  }

  /**
   * A server on {@code bench/project}.
   *
   * @param types of the functions that it gets
   * @param options of its Java
   */
  static ServerProcess server(
      Workplace workplace, int postgres, Set<LogicType> types, List<String> options)
      throws Exception {
    int port = ServerProcess.freePort();
    var arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-jar", workplace.serverJar().toString()));
    return ServerProcess.start(
        Workplace.java(arguments.toArray(String[]::new)),
        Map.of(
            "SANTOKIT_KV", release(workplace, types).toString(),
            "SANTOKIT_SECRETS", "file",
            "SANTOKIT_SECRETS_FILE", secrets(workplace, postgres).toString(),
            "SANTOKIT_ALLOW_LOOPBACK", "true",
            "SANTOKIT_HOST", "127.0.0.1",
            "SANTOKIT_PORT", Integer.toString(port),
            "SANTOKIT_MANAGEMENT_PORT", Integer.toString(ServerProcess.freePort())),
        port,
        workplace.log("server"));
  }

  private static Path secrets(Workplace workplace, int postgres) throws IOException {
    return Files.writeString(
        workplace.scratch().resolve("secrets.env"),
        "JWT_SECRET=%s\nDATABASE_URL=postgres://postgres@127.0.0.1:%d/postgres\n"
            .formatted(SECRET, postgres));
  }

  /** The folder that the server reads, made of {@code bench/project}. */
  private static Path release(Workplace workplace, Set<LogicType> types)
      throws IOException, ReleaseRefused {
    var problems = new Problems();
    Project project = Project.read(workplace.home().resolve("bench/project"), problems);
    if (project == null || problems.hasErrors()) {
      throw new IllegalStateException(problems.sorted().toString());
    }
    Path folder = workplace.scratch().resolve("kv-" + types.size());
    List<LogicFunction> functions =
        project.functions().stream().filter(function -> types.contains(function.type())).toList();
    var release =
        Release.of(project.id(), 1, Instant.now(), null, functions, project.permissions());
    ReleaseFolder.write(folder, release);
    Files.writeString(folder.resolve(ProjectConfig.FILE), project.config().toJson().toString());
    return folder;
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.close();
    httpServer.close();
    postgres.close();
  }
}
