package dev.santokit.schema.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What was applied to a database last, as the database itself remembers it in {@code
 * santokit.schema_applied}: a row for each time, the newest counts.
 *
 * @param form the normal form of the schema
 */
record AppliedSchema(String hash, JsonNode form) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Empty when nothing was ever applied. */
  static Optional<AppliedSchema> read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet table =
          statement.executeQuery(
              "SELECT pg_catalog.to_regclass('santokit.schema_applied') IS NOT NULL")) {
        table.next();
        if (!table.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT hash, schema::text FROM santokit.schema_applied ORDER BY id DESC LIMIT 1")) {
        return row.next()
            ? Optional.of(new AppliedSchema(row.getString(1), JSON.readTree(row.getString(2))))
            : Optional.empty();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Postgres holds no jsonb that is not JSON", e);
    }
  }

  static void write(Connection connection, String hash, ObjectNode form) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS santokit");
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS santokit.schema_applied (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            applied_at timestamptz NOT NULL DEFAULT now(),
            hash text NOT NULL,
            schema jsonb NOT NULL
          )\
          """);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO santokit.schema_applied (hash, schema) VALUES (?, ?::jsonb)")) {
      insert.setString(1, hash);
      insert.setString(2, form.toString());
      insert.executeUpdate();
    }
  }
}
