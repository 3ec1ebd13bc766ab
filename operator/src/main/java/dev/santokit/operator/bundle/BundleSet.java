package dev.santokit.operator.bundle;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.ReleasedFunction;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All bundles of a project, judged together: what the next release holds, and what each of them is
 * good for.
 *
 * @param functions what the bundles give; a path whose bundle is not valid has its last valid
 *     content, or is not there when it never had any
 * @param verdicts by uid, one for each bundle
 */
public record BundleSet(
    SortedMap<FunctionPath, ReleasedFunction> functions, Map<String, Verdict> verdicts) {

  /**
   * Of two bundles with one path the older stays; times are whole seconds, so names decide ties.
   */
  private static final Comparator<ParsedBundle> BY_AGE =
      Comparator.comparing(ParsedBundle::created)
          .thenComparing(ParsedBundle::name)
          .thenComparing(ParsedBundle::uid);

  /** Copies. */
  public BundleSet {
    functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    verdicts = Map.copyOf(verdicts);
  }

  /**
   * Judges.
   *
   * @param bundles in any order
   * @param lastValid the functions of the newest release that pods did not refuse
   */
  public static BundleSet of(
      Collection<ParsedBundle> bundles, Map<FunctionPath, ReleasedFunction> lastValid) {
    var functions = new TreeMap<FunctionPath, ReleasedFunction>();
    var verdicts = new HashMap<String, Verdict>();
    var owners = new HashMap<String, ParsedBundle>();
    List<ParsedBundle> oldestFirst = bundles.stream().sorted(BY_AGE).toList();
    for (ParsedBundle bundle : oldestFirst) {
      // Paths that differ only in case are one path on too many disks.
      ParsedBundle older = owners.putIfAbsent(bundle.path().toLowerCase(Locale.ROOT), bundle);
      verdicts.put(
          bundle.uid(),
          older == null
              ? judge(bundle, functions, lastValid)
              : new Verdict.Conflict(older.name(), older.path()));
    }
    return new BundleSet(functions, verdicts);
  }

  private static Verdict judge(
      ParsedBundle bundle,
      Map<FunctionPath, ReleasedFunction> functions,
      Map<FunctionPath, ReleasedFunction> lastValid) {
    Optional<FunctionPath> path = FunctionPath.parse(bundle.path());
    return switch (bundle.content()) {
      case ParsedBundle.Function(ReleasedFunction function) -> {
        functions.put(path.orElseThrow(), function);
        yield new Verdict.Usable(function);
      }
      case ParsedBundle.Broken(var problems) -> {
        Optional<ReleasedFunction> kept = path.map(lastValid::get);
        kept.ifPresent(function -> functions.put(path.orElseThrow(), function));
        yield new Verdict.Unusable(problems, kept.isPresent());
      }
    };
  }
}
