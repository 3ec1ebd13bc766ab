package dev.santokit.schema.difference;

import dev.santokit.schema.catalogue.EnumEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of an enum change: new ones are added, and only what that cannot do rebuilds. */
final class EnumDifferences {

  private EnumDifferences() {}

  static List<Change> between(EnumEntry live, EnumEntry wanted) {
    List<Change> changes = new ArrayList<>();
    List<String> values = new ArrayList<>(live.values());
    @Nullable String last = null;
    for (String value : wanted.values()) {
      if (!values.contains(value)) {
        changes.add(added(live, wanted, values, value, last));
      }
      last = value;
    }
    if (!values.equals(wanted.values())) {
      changes.add(
          new Change.RebuildEnum(new EnumEntry(live.name(), values, live.comment()), wanted));
    }
    return changes;
  }

  /** Puts {@code value} where it belongs into {@code values}, too. */
  private static Change added(
      EnumEntry live, EnumEntry wanted, List<String> values, String value, @Nullable String last) {
    if (last != null) {
      values.add(values.indexOf(last) + 1, value);
      return new Change.AddEnumValue(live.name(), value, false, last);
    }
    String next = wanted.values().stream().filter(values::contains).findFirst().orElse(null);
    values.add(next == null ? values.size() : values.indexOf(next), value);
    return new Change.AddEnumValue(live.name(), value, next != null, next);
  }
}
