package dev.santokit.operator.release;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.ReleasedFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What the bundles give that the release before did not: by it a person sees who changed what, when
 * the bundles are not those that were asked for. (The digest that was asked for tells no paths.)
 *
 * @param missing paths of the release that no bundle has now
 * @param extra paths of bundles that the release does not have
 * @param differing paths of bundles with another content
 */
public record Differences(
    List<FunctionPath> missing, List<FunctionPath> extra, List<FunctionPath> differing) {

  /** How many paths a message names. */
  private static final int MOST = 10;

  /** Copies. */
  public Differences {
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
    differing = List.copyOf(differing);
  }

  /** Of what bundles give to what a release holds. */
  public static Differences between(
      SortedMap<FunctionPath, ReleasedFunction> released,
      SortedMap<FunctionPath, ReleasedFunction> given) {
    return new Differences(
        released.keySet().stream().filter(path -> !given.containsKey(path)).toList(),
        given.keySet().stream().filter(path -> !released.containsKey(path)).toList(),
        given.entrySet().stream()
            .filter(entry -> {
              ReleasedFunction before = released.get(entry.getKey());
              return before != null && !before.equals(entry.getValue());
            })
            .map(Map.Entry::getKey)
            .toList());
  }

  /** How many paths there are in all. */
  public int size() {
    return missing.size() + extra.size() + differing.size();
  }

  /**
   * Up to ten paths in words: {@code missing a/b; extra c/d (kubectl, 2026-01-31T12:00:00Z); and 3
   * more}.
   *
   * @param writer who wrote the bundle of a path, and when; empty when that is not known
   */
  public String inWords(Function<FunctionPath, String> writer) {
    var kinds = new ArrayList<String>();
    int left = MOST;
    left -= name(kinds, "missing", missing, left, path -> "");
    left -= name(kinds, "extra", extra, left, writer);
    left -= name(kinds, "differing", differing, left, writer);
    int more = size() - (MOST - left);
    if (more > 0) {
      kinds.add("and " + more + " more");
    }
    return String.join("; ", kinds);
  }

  private static int name(
      List<String> kinds,
      String kind,
      List<FunctionPath> paths,
      int most,
      Function<FunctionPath, String> writer) {
    List<String> words = new ArrayList<>();
    for (FunctionPath path : paths.subList(0, Math.min(most, paths.size()))) {
      String who = writer.apply(path);
      words.add(who.isEmpty() ? path.value() : path.value() + " (" + who + ")");
    }
    if (!words.isEmpty()) {
      kinds.add(kind + " " + String.join(", ", words));
    }
    return words.size();
  }
}
