package dev.santokit.server.crud;

import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.util.Collection;
import java.util.List;

/** How callers are told that they may not. */
final class Denied {

  private Denied() {}

  /**
   * What answers for a table that is there and closed, and for one that is not there: nobody shall
   * learn which tables exist.
   *
   * @param table as the client writes it, cut
   */
  static Refusal table(String table, Caller caller) {
    return caller.isAuthenticated()
        ? Refusal.of(RefusalCode.AUTHORIZATION_ERROR, "Permission denied for table " + table)
        : Refusal.of(RefusalCode.AUTHENTICATION_ERROR, "Authentication required");
  }

  /** What answers for columns that are there and closed. */
  static Refusal columns(Collection<String> columns) {
    return Refusal.of(
        RefusalCode.AUTHORIZATION_ERROR,
        "Permission denied for columns: " + String.join(", ", List.copyOf(columns)));
  }

  /** What answers a token whose subject can own no row here. */
  static Refusal user() {
    return Refusal.of(
        RefusalCode.AUTHENTICATION_ERROR, "The token's subject is no id of a user here");
  }
}
