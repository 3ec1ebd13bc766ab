package dev.santokit.schema;

import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real Postgres for all tests of a run, and in it a database for each test. */
public final class TestPostgres {

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new and empty one. */
  public static DataSource database() throws SQLException {
    return SERVER.getDatabase("postgres", create());
  }

  /** Another connection to the same one. */
  public static Connection sameAs(Connection connection) throws SQLException {
    return SERVER.getDatabase("postgres", connection.getCatalog()).getConnection();
  }

  /** The address of a new and empty one, for its superuser. */
  public static DatabaseUrl url() throws SQLException {
    return url(create());
  }

  /** The address of the one that is connected to, for its superuser. */
  public static DatabaseUrl urlOf(Connection connection) throws SQLException {
    return url(connection.getCatalog());
  }

  private static DatabaseUrl url(String name) {
    String address = "postgres://postgres@127.0.0.1:" + SERVER.getPort() + "/" + name;
    try {
      return DatabaseUrl.parse(address);
    } catch (DatabaseUrlRefused e) {
      throw new IllegalStateException(e);
    }
  }

  private static String create() throws SQLException {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return name;
  }
}
