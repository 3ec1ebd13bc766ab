package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.apply.Change.What;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be written so that live objects become the desired ones.
 *
 * @param changes one for each object, in the order in which they are written
 * @param writes the items that differ, by the manager that applies them
 * @param deletions live objects that go
 */
record Difference(List<Change> changes, List<Write> writes, List<Deletion> deletions) {

  /** An item that one of our managers applies. */
  record Write(Item item, String manager) {}

  /** An object that goes. */
  record Deletion(Kind kind, String name) {}

  /** Copies. */
  Difference {
    changes = List.copyOf(changes);
    writes = List.copyOf(writes);
    deletions = List.copyOf(deletions);
  }

  /** Whether there is nothing to write. */
  boolean isNothing() {
    return writes.isEmpty() && deletions.isEmpty();
  }

  long count(What what) {
    return changes.stream().filter(change -> change.what() == what).count();
  }

  /**
   * Compares.
   *
   * @param desired for one object there may be several, of different managers
   * @param live objects by kind, of the project alone
   * @param leave live objects that have no desired one and go
   */
  static Difference of(
      Collection<Write> desired, Map<Kind, List<JsonNode>> live, Collection<Deletion> leave) {
    List<Change> changes = new ArrayList<>();
    List<Write> writes = new ArrayList<>();
    List<Deletion> deletions = new ArrayList<>(leave);
    for (Kind kind : Kind.values()) {
      Map<String, JsonNode> byName =
          live.getOrDefault(kind, List.of()).stream()
              .collect(Collectors.toMap(Difference::name, Function.identity()));
      desired.stream()
          .filter(write -> write.item().kind() == kind)
          .collect(
              Collectors.groupingBy(
                  write -> write.item().name(), TreeMap::new, Collectors.toList()))
          .forEach((name, items) -> {
            JsonNode there = byName.get(name);
            List<Write> differing = items.stream().filter(write -> differs(write, there)).toList();
            writes.addAll(differing);
            changes.add(change(items.getFirst().item(), there, differing));
          });
      leave.stream()
          .filter(deletion -> deletion.kind() == kind)
          .forEach(deletion ->
              changes.add(
                  new Change(
                      kind,
                      deletion.name(),
                      title(kind, byName.get(deletion.name()), deletion.name()),
                      What.DELETED,
                      List.of())));
    }
    return new Difference(changes, writes, deletions);
  }

  private static String title(Kind kind, @Nullable JsonNode live, String name) {
    return live == null ? name : Item.title(kind, live);
  }

  private static Change change(Item item, @Nullable JsonNode there, List<Write> differing) {
    What what = there == null ? What.CREATED : differing.isEmpty() ? What.UNCHANGED : What.CHANGED;
    Set<String> fields = new TreeSet<>();
    if (there != null) {
      differing.forEach(write -> fields.addAll(fields(write, there)));
    }
    return new Change(item.kind(), item.name(), item.title(), what, List.copyOf(fields));
  }

  private static boolean differs(Write write, @Nullable JsonNode live) {
    return live == null || !fields(write, live).isEmpty();
  }

  /** The fields under {@code spec} that applying would change, and {@code labels}. */
  private static Set<String> fields(Write write, JsonNode live) {
    ObjectNode owned = OwnedFields.of(live, write.manager());
    Set<String> fields = new TreeSet<>();
    JsonNode wanted = write.item().json().path("spec");
    JsonNode have = owned.path("spec");
    wanted.fieldNames().forEachRemaining(fields::add);
    have.fieldNames().forEachRemaining(fields::add);
    fields.removeIf(field -> SameJson.test(wanted.path(field), have.path(field)));
    JsonNode labels = write.item().json().path("metadata").path("labels");
    if (!SameJson.test(labels, owned.path("metadata").path("labels"))) {
      fields.add("labels");
    }
    return fields;
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }
}
