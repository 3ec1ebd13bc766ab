package dev.santokit.project.release;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All functions of a project and its permissions, as they are served together.
 *
 * @param digest {@code 1:sha256:…} over functions and permissions: what the release is
 * @param project the id of the project
 * @param revision its number for people, not negative
 * @param createdAt when it was made; not in the digest
 * @param commit the working copy that it was made from; null when that is not known
 */
public record Release(
    String digest,
    String project,
    long revision,
    Instant createdAt,
    @Nullable Commit commit,
    SortedMap<FunctionPath, ReleasedFunction> functions,
    Permissions permissions) {

  /** Copies. */
  public Release {
    functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
  }

  /**
   * The release of functions that were read without errors.
   *
   * @throws IllegalArgumentException when two functions have one path
   */
  public static Release of(
      String project,
      long revision,
      Instant createdAt,
      @Nullable Commit commit,
      Collection<LogicFunction> functions,
      Permissions permissions) {
    var released = new TreeMap<FunctionPath, ReleasedFunction>();
    for (LogicFunction function : functions) {
      if (released.put(function.path(), ReleasedFunction.of(function)) != null) {
        throw new IllegalArgumentException("two functions at " + function.path());
      }
    }
    return holding(project, revision, createdAt, commit, released, permissions);
  }

  /** The release of functions as releases hold them, for example some of an earlier one. */
  public static Release holding(
      String project,
      long revision,
      Instant createdAt,
      @Nullable Commit commit,
      SortedMap<FunctionPath, ReleasedFunction> functions,
      Permissions permissions) {
    var parts = new TreeMap<String, Digest.Part>();
    functions.forEach((path, one) ->
        parts.put(
            path.value(), new Digest.Part(one.type().word(), one.hash(), one.config().toJson())));
    String digest = Digest.of(parts, permissions.toJson());
    return new Release(digest, project, revision, createdAt, commit, functions, permissions);
  }

  /** The same content under another number, made at another time. */
  public Release numbered(long revision, Instant createdAt, @Nullable Commit commit) {
    return new Release(digest, project, revision, createdAt, commit, functions, permissions);
  }

  /** The first 12 digits of the digest's hash, for headers and people. */
  public String shortDigest() {
    return Digest.shortened(digest);
  }
}
