package dev.santokit.server.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.Parameters;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checks of one call, in the contract's order: what a call by POST, one by GET and an item of a
 * batch must pass before it may run. For any number of threads.
 */
public final class Preparation {

  private static final int LONGEST_SHOWN = 200;

  private final CrudPaths crud;

  /** Of a server. */
  public Preparation(CrudPaths crud) {
    this.crud = crud;
  }

  /**
   * Nothing when the path may be asked for from outside. Comes before anyone looks who asks and
   * whether it exists.
   *
   * @throws Refusal AUTHORIZATION_ERROR for one with a segment that begins with {@code _}
   */
  public static void refusePrivate(String path) {
    if (FunctionPath.isPrivate(path)) {
      throw Refusal.of(
          RefusalCode.AUTHORIZATION_ERROR,
          "Permission denied for " + shown(path) + ": it is private");
    }
  }

  /** A path as messages show it: bounded, and nothing that is longer exists. */
  public static String shown(String path) {
    return path.length() > LONGEST_SHOWN ? path.substring(0, LONGEST_SHOWN) + "…" : path;
  }

  /**
   * What is asked for exists, the caller may have it, and it takes these parameters.
   *
   * @param path not private
   * @param params null when the call has none
   * @param caller verified
   * @throws Refusal NOT_FOUND, AUTHENTICATION_ERROR, AUTHORIZATION_ERROR, VALIDATION_ERROR
   */
  public Prepared prepare(
      ServedRelease release, String path, @Nullable JsonNode params, Caller caller) {
    if (path.startsWith(CrudPaths.PREFIX)) {
      return crud.prepare(release, path, params, caller);
    }
    ServedFunction function = release.find(path);
    function.admit(caller);
    return new Prepared.Function(function, function.read(params));
  }

  /**
   * The same for a call that must not change anything.
   *
   * @param path not private
   * @param params those that the client gives to a function that declares these
   * @param caller verified
   * @throws Refusal as {@link #prepare}; METHOD_NOT_ALLOWED when it is no function that is
   *     read-only
   */
  public Prepared prepareReading(
      ServedRelease release, String path, Function<Parameters, JsonNode> params, Caller caller) {
    if (path.startsWith(CrudPaths.PREFIX)) {
      throw notByReading();
    }
    ServedFunction function = release.find(path);
    function.admit(caller);
    if (!function.config().readOnly()) {
      throw notByReading();
    }
    JsonNode given = params.apply(function.config().parameters());
    return new Prepared.Function(function, function.read(given));
  }

  private static Refusal notByReading() {
    return Refusal.of(RefusalCode.METHOD_NOT_ALLOWED, "Method Not Allowed");
  }
}
