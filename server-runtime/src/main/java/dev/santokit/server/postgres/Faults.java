package dev.santokit.server.postgres;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an error of Postgres means for a client. Its own words are passed on only where the author
 * of the function wrote them: RAISE.
 */
public final class Faults {

  /** What an author raises with: {@code SK404} is a 404. */
  private static final Pattern AUTHORS_STATUS = Pattern.compile("SK4[0-9][0-9]");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|: .*");

  /** {@code unnamed portal parameter $3 = '…'}, in any language, and no statement of a function. */
  private static final Pattern PARAMETER = Pattern.compile("[^\"'\n$]*\\$([0-9]{1,5})\\b");

  private Faults() {}

  /** The answer to the client. */
  public static Refusal refusal(SQLException error) {
    String state = state(error);
    if (isAway(error)) {
      return Refusal.unavailable("The database is not available");
    }
    if (AUTHORS_STATUS.matcher(state).matches()) {
      return byAuthor(Integer.parseInt(state.substring(2)), serverMessage(error));
    }
    return switch (state) {
      case "P0001" -> Refusal.of(RefusalCode.VALIDATION_ERROR, serverMessage(error));
      case "23502" -> Refusal.of(RefusalCode.VALIDATION_ERROR, "A required value is missing");
      case "23514" ->
          Refusal.of(RefusalCode.VALIDATION_ERROR, "A value breaks a rule of its table");
      case "23505" ->
          Refusal.of(RefusalCode.CONFLICT, "A value that must be unique exists already");
      case "23503", "23001" -> // the latter for ON DELETE RESTRICT, since Postgres 18
          Refusal.of(
              RefusalCode.CONFLICT, "A row that is referred to is missing, or still referred to");
      case "23P01" -> Refusal.of(RefusalCode.CONFLICT, "A row excludes another one");
      case "40001", "40P01" ->
          Refusal.of(
              RefusalCode.CONFLICT,
              "Another call changed the same data at the same time",
              JsonNodeFactory.instance.objectNode().put("retryable", true));
      case "42501" ->
          Refusal.of(RefusalCode.AUTHORIZATION_ERROR, "Permission denied by the database");
      case "25006" ->
          Refusal.of(RefusalCode.INTERNAL_ERROR, "The function is readOnly and tried to write");
      case "57014" -> Refusal.timeout();
      default ->
          state.startsWith("22")
              ? Refusal.of(RefusalCode.VALIDATION_ERROR, badValue(state))
              : Refusal.internal();
    };
  }

  private static String badValue(String state) {
    return switch (state) {
      case "22003", "22008" -> "A value is out of range";
      case "22001" -> "A value is too long";
      case "22012" -> "Division by zero";
      case "22P02", "22007", "22P03" -> "A value has the wrong form for its type";
      default -> "A value is invalid";
    };
  }

  private static Refusal byAuthor(int status, String message) {
    RefusalCode code =
        switch (status) {
          case 401 -> RefusalCode.AUTHENTICATION_ERROR;
          case 403 -> RefusalCode.AUTHORIZATION_ERROR;
          case 404 -> RefusalCode.NOT_FOUND;
          case 409 -> RefusalCode.CONFLICT;
          case 413 -> RefusalCode.PAYLOAD_TOO_LARGE;
          case 429 -> RefusalCode.RATE_LIMIT;
          default -> RefusalCode.VALIDATION_ERROR;
        };
    return Refusal.byAuthor(status, code.name(), message, null);
  }

  /** Whether the database, or the connection to it, is not there: 08xxx, 57P0x, 53xxx. */
  public static boolean isAway(SQLException error) {
    String state = state(error);
    return state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53");
  }

  /** Whether the same transaction may well succeed now: 40001, 40P01. */
  public static boolean isRetryable(SQLException error) {
    String state = state(error);
    return state.equals("40001") || state.equals("40P01");
  }

  /**
   * Whether a prepared statement no longer fits what it is about: a column got another type, or a
   * pooler between gave us another connection.
   */
  public static boolean isStale(SQLException error) {
    ServerErrorMessage server = server(error);
    return state(error).equals("26000")
        || (state(error).equals("0A000")
            && server != null
            && "RevalidateCachedQuery".equals(server.getRoutine()));
  }

  /** Whether a statement and the schema do not fit each other, any more or at all. */
  public static boolean isOfSchema(SQLException error) {
    return isStale(error) || state(error).startsWith("42");
  }

  /** Whether Postgres said it, and not the driver of its own. */
  static boolean isOfServer(SQLException error) {
    return server(error) != null;
  }

  /** What Postgres would do about it; null when it does not say. */
  public static @Nullable String hint(SQLException error) {
    ServerErrorMessage server = server(error);
    return server == null ? null : server.getHint();
  }

  /** The SQLSTATE; empty without one. */
  public static String state(SQLException error) {
    String state = error.getSQLState();
    return state == null ? "" : state;
  }

  /** For the log: without values, which class 22 has in its messages. */
  public static String logText(SQLException error) {
    ServerErrorMessage server = server(error);
    String message = server == null ? String.valueOf(error.getMessage()) : serverMessage(error);
    return state(error).startsWith("22") ? QUOTED.matcher(message).replaceAll("…") : message;
  }

  /** Where Postgres saw it: 0 for the first character of the statement; -1 when it does not say. */
  public static int offset(SQLException error) {
    ServerErrorMessage server = server(error);
    return server == null ? -1 : server.getPosition() - 1;
  }

  /** Postgres' own line, for developers. */
  public static String serverMessage(SQLException error) {
    ServerErrorMessage server = server(error);
    String message = server == null ? error.getMessage() : server.getMessage();
    return message == null ? "" : message;
  }

  /** The schema of the table that it is about; null when Postgres does not say. */
  public static @Nullable String schema(SQLException error) {
    ServerErrorMessage server = server(error);
    return server == null ? null : server.getSchema();
  }

  /** The table that it is about; null when Postgres does not say. */
  public static @Nullable String table(SQLException error) {
    ServerErrorMessage server = server(error);
    return server == null ? null : server.getTable();
  }

  /** The column that it is about; null when Postgres does not say. */
  public static @Nullable String column(SQLException error) {
    ServerErrorMessage server = server(error);
    return server == null ? null : server.getColumn();
  }

  /** The constraint that it is about; null when Postgres does not say. */
  public static @Nullable String constraint(SQLException error) {
    ServerErrorMessage server = server(error);
    return server == null ? null : server.getConstraint();
  }

  /**
   * Which parameter's value Postgres could not read: 1 for {@code $1}; 0 when it is not about one,
   * or Postgres does not say.
   */
  public static int parameter(SQLException error) {
    ServerErrorMessage server = server(error);
    String where = server == null ? null : server.getWhere();
    Matcher number = PARAMETER.matcher(where == null ? "" : where);
    return number.lookingAt() ? Integer.parseInt(number.group(1)) : 0;
  }

  private static @Nullable ServerErrorMessage server(SQLException error) {
    return error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }
}
