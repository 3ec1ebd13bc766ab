package dev.santokit.operator.bundle;

import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.ReleasedFunction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bundles of one project, each parsed once: again when its spec changes, or what the project's
 * configuration says about functions. Not for use by several threads.
 */
public final class ParsedBundles {

  private Map<String, ParsedBundle> byUid = Map.of();
  private @Nullable Surroundings surroundings;

  /**
   * Parses those that it has not parsed, and forgets those that are not among {@code bundles}.
   *
   * @param surroundings null while they are not known
   */
  public List<ParsedBundle> parse(List<LogicBundle> bundles, @Nullable Surroundings surroundings) {
    boolean others = !Objects.equals(this.surroundings, surroundings);
    var parsed = new HashMap<String, ParsedBundle>();
    for (LogicBundle bundle : bundles) {
      String uid = bundle.getMetadata().getUid();
      ParsedBundle before = others ? null : byUid.get(uid);
      parsed.put(
          uid,
          before != null && before.generation() == generation(bundle)
              ? before
              : parse(bundle, surroundings));
    }
    byUid = parsed;
    this.surroundings = surroundings;
    return List.copyOf(parsed.values());
  }

  /** The generation of a bundle's spec; 0 where there is none. */
  static long generation(LogicBundle bundle) {
    Long generation = bundle.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  private static ParsedBundle parse(LogicBundle bundle, @Nullable Surroundings surroundings) {
    var problems = new Problems();
    LogicFunction function = Bundles.function(bundle, surroundings, problems);
    ParsedBundle.Content content =
        function == null || problems.hasErrors()
            ? new ParsedBundle.Broken(problems.sorted())
            : new ParsedBundle.Function(ReleasedFunction.of(function));
    var metadata = bundle.getMetadata();
    return new ParsedBundle(
        metadata.getUid(),
        metadata.getName(),
        generation(bundle),
        Instant.parse(metadata.getCreationTimestamp()),
        bundle.getSpec().path(),
        content);
  }
}
