package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.postgres.PgType;
import org.jspecify.annotations.Nullable;

/**
 * Whose the rows are that a caller writes.
 *
 * @param column that says it; null when nobody's, or when Postgres alone writes it
 * @param caller who writes
 * @param isFree whether the caller may give rows to anybody
 */
record Ownership(@Nullable Column column, Caller caller, boolean isFree) {

  /**
   * Of a write.
   *
   * @throws Refusal AUTHENTICATION_ERROR when the rows must be the caller's, who can own none here
   */
  static Ownership of(CallerRights rights, Operation operation, Caller caller) {
    Column owner = rights.owner();
    if (owner == null || owner.computed()) {
      return new Ownership(null, caller, true);
    }
    boolean isFree = rights.isLifted(operation);
    if (!isFree
        && operation == Operation.INSERT
        && caller instanceof Caller.User user
        && !owner.type().takesId(user.id())) {
      throw Denied.user();
    }
    return new Ownership(owner, caller, isFree);
  }

  /** Whether the column is one that only the caller's own id may stand in. */
  boolean binds(Column other) {
    return !isFree && other.equals(column);
  }

  /** Whether new rows are the caller's, whatever the request says. */
  boolean setsCaller() {
    return column != null && !isFree && caller.isAuthenticated();
  }

  /** Whether new rows that do not name their owner are the caller's: no default says otherwise. */
  boolean proposesCaller() {
    return column != null
        && (setsCaller()
            || (!column.hasDefault()
                && caller instanceof Caller.User user
                && column.type().takesId(user.id())));
  }

  /** Whether a value of the owner column is the caller's id; for those without one, null is. */
  boolean isCaller(JsonNode value) {
    if (!(caller instanceof Caller.User user)) {
      return value.isNull();
    }
    if (column == null || value.isNull() || value.isContainerNode()) {
      return false;
    }
    String text = value.asText();
    return column.type().oid() == PgType.UUID
        ? text.equalsIgnoreCase(user.id())
        : text.equals(user.id());
  }
}
