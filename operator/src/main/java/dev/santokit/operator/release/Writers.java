package dev.santokit.operator.release;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.ReleasedFunction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Who wrote an object, by the field managers that the API server notes. */
final class Writers {

  private static final String STATUS = "status";

  private Writers() {}

  /** Who wrote, and when. */
  record Writer(String manager, String time) {

    /** {@code kubectl, 2026-01-31T12:00:00Z}. */
    String inWords() {
      return time.isEmpty() ? manager : manager + ", " + time;
    }
  }

  /** The manager that wrote the object's spec or metadata last; empty when none is noted. */
  static Optional<Writer> last(HasMetadata object) {
    return entries(object).stream()
        .filter(entry -> !STATUS.equals(entry.getSubresource()))
        .filter(entry -> entry.getManager() != null)
        .map(entry -> new Writer(entry.getManager(), time(entry)))
        .max(Comparator.comparing(Writer::time));
  }

  /** The manager that owns {@code spec.release.manifest}; empty when none does. */
  static Optional<String> ofManifest(HasMetadata project) {
    return entries(project).stream()
        .filter(entry -> owns(entry, "f:spec", "f:release", "f:manifest"))
        .max(Comparator.comparing(Writers::time))
        .map(ManagedFieldsEntry::getManager);
  }

  /** The manager that wrote the last of the bundles whose functions changed. */
  static Optional<String> ofChange(
      List<LogicBundle> bundles,
      SortedMap<FunctionPath, ReleasedFunction> before,
      SortedMap<FunctionPath, ReleasedFunction> after) {
    return bundles.stream()
        .filter(bundle ->
            FunctionPath.parse(bundle.getSpec().path())
                .filter(path -> !Objects.equals(before.get(path), after.get(path)))
                .isPresent())
        .map(Writers::last)
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Writer::time))
        .map(Writer::manager);
  }

  private static boolean owns(ManagedFieldsEntry entry, String... path) {
    Object fields =
        entry.getFieldsV1() == null ? null : entry.getFieldsV1().getAdditionalProperties();
    for (String name : path) {
      fields = fields instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return fields != null && entry.getManager() != null;
  }

  private static String time(ManagedFieldsEntry entry) {
    return entry.getTime() == null ? "" : entry.getTime();
  }

  private static List<ManagedFieldsEntry> entries(HasMetadata object) {
    List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
    return entries == null ? List.of() : entries;
  }
}
