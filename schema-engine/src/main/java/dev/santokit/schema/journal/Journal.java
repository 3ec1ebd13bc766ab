package dev.santokit.schema.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.santokit.schema.history.SystemTable;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code santokit.schema_journal}. What a group of statements does and that it was done
 * are one transaction, so that no group is done twice or left out, whenever the runner is killed.
 */
public final class Journal {

  private static final String TABLE = "schema_journal";

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Journal() {}

  /**
   * The newest entry.
   *
   * @return empty when no plan was ever begun
   * @throws SystemTable.ForeignTable when the table was put there by someone else
   */
  public static Optional<JournalEntry> last(Connection connection) throws SQLException {
    if (!SystemTable.exists(connection, TABLE)) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT id, plan_hash, goal, plan::text, expanded, contracted, live, alone,
                  migrating, applied_at IS NOT NULL
                FROM santokit.schema_journal ORDER BY id DESC LIMIT 1
                """)) {
      return row.next() ? Optional.of(entry(row)) : Optional.empty();
    }
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    String alone = row.getString(8);
    return new JournalEntry(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        read(row.getString(4), Agreed.class),
        row.getInt(5),
        row.getInt(6),
        row.getString(7),
        alone == null ? null : read(alone, Alone.class),
        row.getBoolean(9),
        row.getBoolean(10));
  }

  /** Notes that a plan begins. From now on no other counts. */
  public static JournalEntry begin(Connection connection, Plan plan, PlanRequest request)
      throws SQLException {
    String goal = Goal.of(plan, request);
    String live = Fingerprint.of(plan.live());
    Agreed agreed = Agreed.of(plan);
    boolean migrating = !plan.migrations().isEmpty();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO santokit.schema_journal (plan_hash, goal, plan, live, migrating)
            VALUES (?, ?, ?::jsonb, ?, ?) RETURNING id
            """)) {
      insert.setString(1, plan.hash());
      insert.setString(2, goal);
      insert.setString(3, write(agreed));
      insert.setString(4, live);
      insert.setBoolean(5, migrating);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return new JournalEntry(
            row.getLong(1), plan.hash(), goal, agreed, 0, 0, live, null, migrating, false);
      }
    }
  }

  /** Notes what is done of a plan, and what the live schema is now. */
  public static void advance(
      Connection connection, long id, int expanded, int contracted, String live)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE santokit.schema_journal
            SET expanded = ?, contracted = ?, live = ?, alone = NULL WHERE id = ?
            """)) {
      update.setInt(1, expanded);
      update.setInt(2, contracted);
      update.setString(3, live);
      update.setLong(4, id);
      update.executeUpdate();
    }
  }

  /** Notes that a statement begins that no transaction undoes. */
  public static void alone(Connection connection, long id, Alone alone) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE santokit.schema_journal SET alone = ? WHERE id = ?")) {
      update.setString(1, write(alone));
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  /** Notes that all of a plan is done: what is live now is what drift is measured from. */
  public static void applied(Connection connection, long id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE santokit.schema_journal SET applied_at = now() WHERE id = ?")) {
      update.setLong(1, id);
      update.executeUpdate();
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T read(@Nullable String json, Class<T> type) throws SQLException {
    try {
      return JSON.readValue(String.valueOf(json), type);
    } catch (JsonProcessingException e) {
      throw new SQLException("santokit.schema_journal holds what this version cannot read", e);
    }
  }
}
