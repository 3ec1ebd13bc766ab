package dev.santokit.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.santokit.project.Project;
import dev.santokit.project.config.ProjectConfig;
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
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A call of an SQL function that reads one row by its id, with a token, over 32 connections: the
 * server beside two that were written by hand, in turns.
 */
final class SqlCall {

  private static final int CONNECTIONS = 32;
  private static final int ROWS = 10_000;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final String SECRET = "a secret for the benchmark, 32 bytes and more";

  private static final String TABLE =
      """
      CREATE TABLE users (
        id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL, active boolean NOT NULL,
        created_at timestamptz NOT NULL);
      INSERT INTO users
        SELECT i, 'User number ' || i, 'user' || i || '@example.com', i %% 3 <> 0,
               timestamptz '2026-01-01 12:00:00Z' + i * interval '1 minute'
        FROM generate_series(1, %d) i;
      ANALYZE users
      """
          .formatted(ROWS);

  private final Workplace workplace;

  SqlCall(Workplace workplace) {
    this.workplace = workplace;
  }

  void run() throws Exception {
    System.out.println("A call of an SQL function by id, HS256 token, 32 connections");
    try (var postgres = EmbeddedPostgres.builder().setPort(ServerProcess.freePort()).start()) {
      fill(postgres);
      int port = postgres.getPort();
      try (var subject = new Contender("server", server(port));
          var sockets = new Contender("by hand, sockets", limit(LimitOnSockets.class, port));
          var httpServer =
              new Contender("by hand, JDK's server", limit(LimitOnHttpServer.class, port))) {
        compare(List.of(subject, sockets, httpServer));
      }
    }
  }

  private static void fill(EmbeddedPostgres postgres) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  private static void compare(List<Contender> contenders) throws IOException, JOSEException {
    List<byte[]> requests = requests();
    String answer = null;
    for (Contender contender : contenders) {
      String other = Load.answer(contender.server().port(), requests.getFirst());
      if (answer != null && !answer.equals(other)) {
        throw new IllegalStateException("two answers: " + answer + " and " + other);
      }
      answer = other;
    }
    System.out.println("  each answers " + answer);
    for (Contender contender : contenders) {
      Measured _ = Load.run(contender.server().port(), CONNECTIONS, WARM_UP, requests);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Contender contender : contenders) {
        double before = contender.server().cpuSeconds();
        Measured measured = Load.run(contender.server().port(), CONNECTIONS, ROUND, requests);
        contender.add(measured, contender.server().cpuSeconds() - before);
      }
    }
    print(contenders);
  }

  private static void print(List<Contender> contenders) {
    Contender subject = contenders.getFirst();
    System.out.printf(
        Locale.ROOT,
        "  medians of %d rounds          per second  p50 ms  p99 ms  CPU µs/call%n",
        ROUNDS);
    for (Contender contender : contenders) {
      System.out.printf(
          Locale.ROOT,
          "  %-28s %10.0f %7.2f %7.2f %12.1f%n",
          contender.name(),
          contender.perSecond(),
          contender.p50(),
          contender.p99(),
          contender.cpuMicros());
    }
    for (Contender limit : contenders.subList(1, contenders.size())) {
      System.out.printf(
          Locale.ROOT,
          "  RATIO server / %s: %.2f calls a second, %.2f p99, %.2f CPU a call%n",
          limit.name(),
          subject.ratioTo(limit),
          subject.p99() / limit.p99(),
          subject.cpuMicros() / limit.cpuMicros());
    }
  }

  private ServerProcess limit(Class<?> main, int postgres) throws Exception {
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        Workplace.java(
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            Integer.toString(port),
            Integer.toString(postgres)),
        Map.of("JWT_SECRET", SECRET),
        port,
        workplace.log(main.getSimpleName()));
  }

  private ServerProcess server(int postgres) throws Exception {
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        Workplace.java("-jar", workplace.serverJar().toString()),
        Map.of(
            "SANTOKIT_KV", release().toString(),
            "SANTOKIT_SECRETS", "file",
            "SANTOKIT_SECRETS_FILE", secrets(postgres).toString(),
            "SANTOKIT_ALLOW_LOOPBACK", "true",
            "SANTOKIT_HOST", "127.0.0.1",
            "SANTOKIT_PORT", Integer.toString(port),
            "SANTOKIT_MANAGEMENT_PORT", Integer.toString(ServerProcess.freePort())),
        port,
        workplace.log("server"));
  }

  private Path secrets(int postgres) throws IOException {
    return Files.writeString(
        workplace.scratch().resolve("secrets.env"),
        "JWT_SECRET=%s\nDATABASE_URL=postgres://postgres@127.0.0.1:%d/postgres\n"
            .formatted(SECRET, postgres));
  }

  /** The folder that the server reads, made of {@code bench/project}. */
  private Path release() throws IOException, ReleaseRefused {
    var problems = new Problems();
    Project project = Project.read(workplace.home().resolve("bench/project"), problems);
    if (project == null || problems.hasErrors()) {
      throw new IllegalStateException(problems.sorted().toString());
    }
    Path folder = workplace.scratch().resolve("kv");
    var release =
        Release.of(
            project.id(), 1, Instant.now(), null, project.functions(), project.permissions());
    ReleaseFolder.write(folder, release);
    Files.writeString(folder.resolve(ProjectConfig.FILE), project.config().toJson().toString());
    return folder;
  }

  private static List<byte[]> requests() throws JOSEException {
    var ids = new Random(1);
    List<String> bodies =
        ids.ints(1024, 1, ROWS + 1)
            .mapToObj(id -> "{\"path\":\"users/get\",\"params\":{\"id\":" + id + "}}")
            .toList();
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
}
