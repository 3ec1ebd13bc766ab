package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.QualifiedName;
import java.util.List;

/**
 * A foreign key.
 *
 * @param definition what stands after {@code CONSTRAINT "name"}, always spelled by {@link
 *     ForeignKeyWords}: {@code FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") ON DELETE
 *     CASCADE}
 * @param target the table that it refers to
 * @param columns of its own table
 * @param validated false: made {@code NOT VALID} and not validated since
 */
public record ForeignKeyEntry(
    String name, String definition, QualifiedName target, List<String> columns, boolean validated) {

  /** Takes a copy. */
  public ForeignKeyEntry {
    columns = List.copyOf(columns);
  }
}
