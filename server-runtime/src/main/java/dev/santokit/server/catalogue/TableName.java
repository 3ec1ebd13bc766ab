package dev.santokit.server.catalogue;

import dev.santokit.project.permissions.Permissions;
import java.util.Comparator;

/** The name of a table. */
public record TableName(String schema, String name) implements Comparable<TableName> {

  private static final Comparator<TableName> ORDER =
      Comparator.comparing(TableName::schema).thenComparing(TableName::name);

  /** As clients write it: without the schema where that is {@code public}. */
  @Override
  public String toString() {
    return schema.equals(Permissions.PUBLIC_SCHEMA) ? name : schema + "." + name;
  }

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }
}
