package dev.santokit.schema.database;

import dev.santokit.project.network.AddressRule;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a database did not do what was asked of it, in words that hold nothing of the driver's. */
public enum DatabaseTrouble {
  /** Nothing answers, not in time, or no more. */
  UNREACHABLE("the database does not answer"),
  /** The address is one that must not be connected to. */
  ADDRESS_REFUSED("the database's address is this machine's, its link's or the API server's"),
  /** User or password are refused. */
  AUTHENTICATION_FAILED("the database refuses user or password"),
  /** No TLS connection comes about as the URL asks. */
  TLS_FAILED("no TLS connection to the database comes about as the URL asks"),
  /** The server has no database of that name. */
  NO_SUCH_DATABASE("the server has no database of that name"),
  /** The address is that of a pooler of transactions. */
  TRANSACTION_POOLED("the connection is transaction-pooled, and a direct one is needed"),
  /** The role may not do what has to be done. */
  NOT_PERMITTED("the database role may not do this"),
  /** Others hold what is needed: a lock, or all connections. */
  BUSY("others hold a lock or all connections of the database"),
  /** None of these. */
  OTHER("the database refuses a statement");

  private final String text;

  DatabaseTrouble(String text) {
    this.text = text;
  }

  /** A sentence without its full stop, which names no database and no value. */
  public String text() {
    return text;
  }

  /** Whether it may pass by itself, so that a later try makes sense without any change. */
  public boolean mayPass() {
    return this == UNREACHABLE || this == BUSY;
  }

  /** Why something failed. */
  public static DatabaseTrouble of(SQLException failed) {
    for (Throwable link = failed; link != null; link = link.getCause()) {
      switch (link) {
        case AddressRule.Refused _ -> {
          return ADDRESS_REFUSED;
        }
        case PooledConnection _ -> {
          return TRANSACTION_POOLED;
        }
        case SSLException _ -> {
          return TLS_FAILED;
        }
        case GeneralSecurityException _ -> {
          return TLS_FAILED;
        }
        default -> {}
      }
    }
    return ofState(failed.getSQLState(), String.valueOf(failed.getMessage()));
  }

  private static DatabaseTrouble ofState(@Nullable String state, String message) {
    return switch (state) {
      case null -> OTHER;
      case "28P01", "28000" -> AUTHENTICATION_FAILED;
      case "3D000" -> NO_SUCH_DATABASE;
      case "42501", "25006" -> NOT_PERMITTED;
      case "53300", "55P03", "40P01" -> BUSY;
      // The driver has no state of its own for a server that speaks no TLS, nor for a password that
      // is asked for and not there.
      case "08004" -> message.contains("SSL") ? TLS_FAILED : AUTHENTICATION_FAILED;
      case "57P01", "57P02", "57P03", "57P05" -> UNREACHABLE;
      default -> state.startsWith("08") ? UNREACHABLE : OTHER;
    };
  }
}
