package dev.santokit.server.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import org.jspecify.annotations.Nullable;

/** What answers under {@code crud/}. For any number of threads. */
public interface CrudPaths {

  /** With what such a path begins. */
  String PREFIX = "crud/";

  /**
   * All checks of a call, in the contract's order. The path has no private segment and the caller
   * is verified already. Takes no connection.
   *
   * @param path begins with {@link #PREFIX}
   * @param params null when the call has none
   * @return the operation, or the function that answers in its place
   * @throws Refusal when one does not hold
   */
  Prepared prepare(ServedRelease release, String path, @Nullable JsonNode params, Caller caller);
}
