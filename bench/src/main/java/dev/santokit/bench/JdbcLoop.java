package dev.santokit.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** The statement of a call, prepared once, in a loop on one connection. */
final class JdbcLoop implements Lane, AutoCloseable {

  private final Connection connection;

  JdbcLoop(int postgres) throws SQLException {
    connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + postgres + "/postgres?prepareThreshold=1",
            "postgres",
            "");
  }

  @Override
  public String name() {
    return "a raw JDBC loop";
  }

  @Override
  public Measured run(Duration time) throws IOException {
    var ids = new Random(1);
    long[] latencies = new long[1 << 22];
    int answered = 0;
    long began = System.nanoTime();
    long end = began + time.toNanos();
    try (PreparedStatement statement = connection.prepareStatement(Limit.SQL)) {
      while (System.nanoTime() - end < 0 && answered < latencies.length) {
        long sent = System.nanoTime();
        statement.setLong(1, ids.nextInt(1, Stand.ROWS + 1));
        try (ResultSet rows = statement.executeQuery()) {
          if (!rows.next() || rows.getString(2) == null) {
            throw new IOException("a user is missing");
          }
        }
        latencies[answered++] = System.nanoTime() - sent;
      }
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return Measured.of(Arrays.copyOf(latencies, answered), seconds);
  }

  @Override
  public double cpuSeconds() {
    return Double.NaN;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
