package dev.santokit.schema.plan;

import dev.santokit.schema.model.QualifiedName;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that logic may use and that the contract part takes away.
 *
 * @param column null: the whole table
 */
public record Leaving(QualifiedName table, @Nullable String column) implements Comparable<Leaving> {

  private static final Comparator<Leaving> ORDER =
      Comparator.comparing(Leaving::table)
          .thenComparing(Leaving::column, Comparator.nullsFirst(Comparator.naturalOrder()));

  @Override
  public int compareTo(Leaving other) {
    return ORDER.compare(this, other);
  }

  /** As it stands in a message: {@code public.users.email}. */
  @Override
  public String toString() {
    return column == null ? table.toString() : table + "." + column;
  }
}
