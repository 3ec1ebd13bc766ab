package dev.santokit.server.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.project.logic.ServerBound;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.PgType;
import org.jspecify.annotations.Nullable;

/** A value that a statement takes: where it comes from and in which form it goes to Postgres. */
sealed interface Value {

  /** As text; null is NULL. */
  @Nullable String of(Invocation invocation);

  /** A declared parameter. */
  record Declared(String name, ParameterText form) implements Value {
    @Override
    public @Nullable String of(Invocation invocation) {
      return form.of(invocation.arguments().get(name), name);
    }
  }

  /** What the server knows of the caller; a client has no say in it. */
  record Bound(ServerBound what, PgType type, ParameterText form) implements Value {

    @Override
    public @Nullable String of(Invocation invocation) {
      return switch (what) {
        case USER_ID -> invocation.caller() instanceof Caller.User user ? fitting(user.id()) : null;
        case USER_EMAIL -> invocation.caller() instanceof Caller.User user ? user.email() : null;
        case USER_ROLES ->
            invocation.caller() instanceof Caller.User user
                ? form.of(array(user), what.word())
                : null;
        case REQUEST_ID -> invocation.requestId();
      };
    }

    private static ArrayNode array(Caller.User user) {
      ArrayNode roles = JsonNodeFactory.instance.arrayNode();
      user.roles().forEach(roles::add);
      return roles;
    }

    /** A token whose subject cannot be a user of this table is no token for it. */
    private String fitting(String id) {
      if (!type.takesId(id)) {
        throw Refusal.of(
            RefusalCode.AUTHENTICATION_ERROR, "The token's subject is no id of a user here");
      }
      return id;
    }
  }
}
