package dev.santokit.cli.dev;

import dev.santokit.project.release.Release;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How one release differs from another, by the paths of functions.
 *
 * @param added the ones that are new
 * @param changed the ones whose text or configuration is another
 * @param gone the ones that are deleted
 * @param permissions whether these are others
 */
record Changes(List<String> added, List<String> changed, List<String> gone, boolean permissions) {

  /** The difference of two releases. */
  static Changes between(Release before, Release after) {
    SortedMap<String, String> old = contents(before);
    SortedMap<String, String> now = contents(after);
    return new Changes(
        now.keySet().stream().filter(path -> !old.containsKey(path)).toList(),
        now.keySet().stream()
            .filter(path -> old.containsKey(path) && !Objects.equals(now.get(path), old.get(path)))
            .toList(),
        old.keySet().stream().filter(path -> !now.containsKey(path)).toList(),
        !before.permissions().equals(after.permissions()));
  }

  private static SortedMap<String, String> contents(Release release) {
    SortedMap<String, String> contents = new TreeMap<>();
    release
        .functions()
        .forEach((path, function) ->
            contents.put(path.value(), function.hash() + function.config().toJson()));
    return contents;
  }

  /** Whether the releases are the same. */
  boolean none() {
    return added.isEmpty() && changed.isEmpty() && gone.isEmpty() && !permissions;
  }

  /** In a line: {@code users/get changed, users/list new, users/old gone}. */
  @Override
  public String toString() {
    List<String> all =
        Stream.of(
                changed.stream().map(path -> path + " changed"),
                added.stream().map(path -> path + " new"),
                gone.stream().map(path -> path + " gone"),
                permissions ? Stream.of("permissions changed") : Stream.<String>empty())
            .flatMap(words -> words)
            .toList();
    return all.size() <= 4
        ? String.join(", ", all)
        : changed.size() + " changed, " + added.size() + " new, " + gone.size() + " gone";
  }
}
