package dev.santokit.server.database;

import dev.santokit.server.call.Invocation;

/** An invocation as functions in SQL see it: with the connection below the session. */
public interface DatabaseInvocation extends Invocation {

  @Override
  DatabaseSession database(String alias);
}
