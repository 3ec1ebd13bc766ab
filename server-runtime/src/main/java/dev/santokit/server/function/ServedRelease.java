package dev.santokit.server.function;

import dev.santokit.project.permissions.Permissions;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.time.Instant;
import java.util.Map;

/**
 * A release that is served. Nothing in it changes, so a call that holds it sees one release.
 *
 * @param project the id of the project
 * @param digest {@code 1:sha256:…}
 * @param revision its number for people
 * @param activatedAt when this server began to serve it
 * @param header the value of X-Santokit-Release
 * @param functions by path
 * @param permissions who may do what under {@code crud/}
 */
public record ServedRelease(
    String project,
    String digest,
    long revision,
    Instant activatedAt,
    String header,
    Map<String, ServedFunction> functions,
    Permissions permissions) {

  /** Copies the map. */
  public ServedRelease {
    functions = Map.copyOf(functions);
  }

  /**
   * The function of a path.
   *
   * @throws Refusal NOT_FOUND when there is none
   */
  public ServedFunction find(String path) {
    ServedFunction function = functions.get(path);
    if (function == null) {
      throw Refusal.of(RefusalCode.NOT_FOUND, "Function not found: " + path);
    }
    return function;
  }
}
