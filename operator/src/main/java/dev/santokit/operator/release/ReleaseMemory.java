package dev.santokit.operator.release;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFiles;
import dev.santokit.project.release.ReleaseRefused;
import dev.santokit.project.release.ReleasedFunction;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The releases of one project that were read or made last, so that they are not read, verified and
 * hashed again at each look. Not for use by several threads.
 */
final class ReleaseMemory {

  /** The newest and the pinned one, and one that was one of these a moment ago. */
  private static final int MOST_KEPT = 3;

  private SortedMap<String, String> stored = new TreeMap<>();
  private Optional<StoredRelease> live = Optional.empty();
  private final Map<Long, StoredRelease> kept = new HashMap<>();
  private @Nullable Release draft;

  /** The release that pods' ConfigMaps hold; empty when they hold none, or none that is whole. */
  Optional<StoredRelease> live(String project, List<ConfigMap> maps) {
    SortedMap<String, String> now = ReleaseMaps.observed(project, maps);
    if (!now.equals(stored)) {
      stored = now;
      live = read(() -> Optional.of(ReleaseMaps.unstored(now)));
    }
    return live;
  }

  /** Notes what the ConfigMaps hold from now on, which needs no reading. */
  void serve(StoredRelease release) {
    stored = ReleaseMaps.stored(release.files());
    live = Optional.of(release);
  }

  /** A release of the history; empty when it is not there, or not whole. */
  Optional<StoredRelease> kept(History history, long revision) {
    if (live.isPresent() && live.get().revision() == revision) {
      return live;
    }
    StoredRelease before = kept.get(revision);
    if (before != null && before.digest().equals(history.digest(revision))) {
      return Optional.of(before);
    }
    Optional<StoredRelease> now = read(() -> history.files(revision));
    if (kept.size() >= MOST_KEPT) {
      kept.clear();
    }
    now.ifPresent(release -> kept.put(revision, release));
    return now;
  }

  private static Optional<StoredRelease> read(Supplier<Optional<ReleaseFiles>> source) {
    try {
      Optional<ReleaseFiles> files = source.get();
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(new StoredRelease(files.get().read(), files.get()));
    } catch (ReleaseRefused | IllegalArgumentException notWhole) {
      return Optional.empty();
    }
  }

  /** What functions and permissions give, without a number. */
  Release draft(
      String project,
      SortedMap<FunctionPath, ReleasedFunction> functions,
      Permissions permissions) {
    Release before = draft;
    if (before != null
        && before.functions().equals(functions)
        && before.permissions().equals(permissions)) {
      return before;
    }
    Release now = Release.holding(project, 0, Instant.EPOCH, null, functions, permissions);
    draft = now;
    return now;
  }
}
