package dev.santokit.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** One real Postgres for all tests of a JVM; each test makes a database of its own. */
public final class TestPostgres {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private final String name;

  private TestPostgres(String name) {
    this.name = name;
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .setServerConfig("max_connections", "300")
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A new database after some statements. */
  public static TestPostgres with(String... statements) {
    String name = "test_" + NEXT.incrementAndGet();
    new TestPostgres("postgres").execute("CREATE DATABASE " + name);
    var database = new TestPostgres(name);
    database.execute(statements);
    return database;
  }

  /** Runs statements. */
  public void execute(String... statements) {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The first column of the first row. */
  public String value(String sql) {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Its address, as configuration names it. */
  public String url() {
    return "postgres://postgres:postgres@127.0.0.1:" + SERVER.getPort() + "/" + name;
  }

  /** The port of the server. */
  public static int port() {
    return SERVER.getPort();
  }

  /** The name of the database. */
  public String name() {
    return name;
  }

  /** Connects to it. */
  public PGSimpleDataSource source() {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {SERVER.getPort()});
    source.setDatabaseName(name);
    source.setUser("postgres");
    source.setPassword("postgres");
    return source;
  }
}
