package dev.santokit.server.database;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a database cannot be reached.
 *
 * @param cause for programs
 * @param text what the driver says, for whoever runs the server
 */
public record Away(Cause cause, String text) {

  /** Why, in one word. */
  public enum Cause {
    /** Nothing answers, or not in time. */
    UNREACHABLE("Unreachable"),
    /** The database refuses user or password. */
    AUTHENTICATION_FAILED("AuthenticationFailed"),
    /** No TLS connection comes about as the URL asks. */
    TLS_FAILED("TlsFailed"),
    /** The server has no database of that name. */
    NO_SUCH_DATABASE("NoSuchDatabase"),
    /** All connections of the server are taken. */
    CONNECTION_BUDGET("ConnectionBudget");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    /** As it stands in {@code /q/release}. */
    public String word() {
      return word;
    }
  }

  /** What a failed try to connect says. */
  static Away of(SQLException failed) {
    return new Away(cause(failed), text(failed));
  }

  private static Cause cause(SQLException failed) {
    for (Throwable link = failed; link != null; link = link.getCause()) {
      if (link instanceof SSLException || link instanceof GeneralSecurityException) {
        return Cause.TLS_FAILED;
      }
    }
    return ofState(failed.getSQLState(), String.valueOf(failed.getMessage()));
  }

  private static Cause ofState(@Nullable String state, String message) {
    return switch (state) {
      case null -> Cause.UNREACHABLE;
      case "28P01", "28000" -> Cause.AUTHENTICATION_FAILED;
      case "3D000" -> Cause.NO_SUCH_DATABASE;
      case "53300" -> Cause.CONNECTION_BUDGET;
      // The driver has no state of its own for a server that speaks no TLS.
      case "08004" -> message.contains("SSL") ? Cause.TLS_FAILED : Cause.UNREACHABLE;
      default -> Cause.UNREACHABLE;
    };
  }

  /** With the cause, which the driver's own words sometimes hide. */
  private static String text(SQLException failed) {
    String message = String.valueOf(failed.getMessage());
    Throwable cause = failed.getCause();
    return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
        ? message
        : message + " (" + cause.getMessage() + ")";
  }
}
