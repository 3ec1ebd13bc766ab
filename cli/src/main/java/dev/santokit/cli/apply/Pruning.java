package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of functions in the cluster that the files do not have.
 *
 * @param leave those that stk applied for this project: they go with their files
 * @param stay those of others, and all with {@code --no-prune}: they stay part of the release
 */
record Pruning(List<JsonNode> leave, List<JsonNode> stay) {

  /** Decides. */
  static Pruning of(
      String project, Collection<Item> desired, Collection<JsonNode> live, boolean prune) {
    Set<String> wanted = desired.stream().map(Item::name).collect(Collectors.toSet());
    List<JsonNode> leave = new ArrayList<>();
    List<JsonNode> stay = new ArrayList<>();
    for (JsonNode bundle : live) {
      if (!wanted.contains(name(bundle))) {
        boolean ours =
            Objects.isLabelled(bundle, project) && OwnedFields.has(bundle, Writing.MANAGER);
        (ours && prune ? leave : stay).add(bundle);
      }
    }
    return new Pruning(leave, stay);
  }

  /**
   * Refuses what would not become a release, and what looks like a mistake.
   *
   * @param live how many functions there are now
   * @param agreed to delete many
   */
  void check(Collection<Item> desired, int live, boolean agreed) {
    Map<String, JsonNode> staying =
        stay.stream().collect(Collectors.toMap(Pruning::path, bundle -> bundle, (a, b) -> a));
    for (Item item : desired) {
      JsonNode other = staying.get(item.title());
      if (other != null) {
        throw CommandFailure.failed(
            "LogicBundle %s, which stk did not apply, has the path %s, too"
                .formatted(name(other), item.title()),
            "delete it: kubectl delete logicbundle " + name(other));
      }
    }
    if (leave.size() * 2 > live && !agreed) {
      throw CommandFailure.failed(
          "this would delete %s of %d: %s"
              .formatted(
                  Counted.of(leave.size(), "function"),
                  live,
                  leave.stream().map(Pruning::path).limit(5).collect(Collectors.joining(", "))
                      + (leave.size() > 5 ? ", …" : "")),
          "is it the right project? Then agree with --yes, or keep them with --no-prune");
    }
  }

  List<Difference.Deletion> deletions() {
    return leave.stream()
        .map(bundle -> new Difference.Deletion(Kind.BUNDLE, name(bundle)))
        .toList();
  }

  /**
   * The plans of databases that have left the files; their databases stay as they are.
   *
   * @param live those of the project; previews are not touched, they go by themselves
   */
  static List<Difference.Deletion> plans(
      String project, Collection<Item> desired, Collection<JsonNode> live) {
    Set<String> wanted = desired.stream().map(Item::name).collect(Collectors.toSet());
    return live.stream()
        .filter(plan ->
            !wanted.contains(name(plan))
                && !plan.path("spec").path("mode").asText().equals("Plan")
                && Objects.isLabelled(plan, project)
                && OwnedFields.has(plan, Writing.MANAGER))
        .map(plan -> new Difference.Deletion(Kind.PLAN, name(plan)))
        .toList();
  }

  private static String name(JsonNode bundle) {
    return bundle.path("metadata").path("name").asText();
  }

  static String path(JsonNode bundle) {
    return bundle.path("spec").path("path").asText();
  }
}
