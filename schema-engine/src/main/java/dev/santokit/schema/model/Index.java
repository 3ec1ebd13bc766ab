package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param parts what it sorts by, at least one
 * @param where the rows that it holds; null: all
 * @param nullsDistinct for a unique one: whether any number of rows may hold null
 */
public record Index(
    String name,
    List<Part> parts,
    boolean unique,
    Method method,
    @Nullable Fragment where,
    List<String> include,
    boolean nullsDistinct,
    @Nullable String comment,
    Range range) {

  /** Takes copies. */
  public Index {
    parts = List.copyOf(parts);
    include = List.copyOf(include);
  }

  /** The kinds of index that Postgres comes with, as statements name them. */
  public enum Method {
    BTREE,
    BRIN,
    HASH,
    GIN,
    GIST,
    SPGIST
  }

  /** Where nulls are sorted, when it is said. */
  public enum Nulls {
    FIRST,
    LAST
  }

  /**
   * One of the things that an index sorts by.
   *
   * @param nulls null: last when ascending, first when descending
   * @param operators the operator class; null: the type's own
   */
  public record Part(
      Key key, boolean descending, @Nullable Nulls nulls, @Nullable String operators) {}

  /** A column or an expression. */
  public sealed interface Key {
    /** A column of the table. */
    record OfColumn(String name) implements Key {}

    /** An expression over its columns. */
    record OfExpression(Fragment fragment) implements Key {}
  }

  /**
   * The columns whose values it keeps unique for all rows, so that a foreign key may refer to them;
   * empty when it does not.
   */
  public Optional<List<String>> uniqueColumns() {
    if (!unique || where != null) {
      return Optional.empty();
    }
    List<String> columns =
        parts.stream()
            .flatMap(p -> p.key() instanceof Key.OfColumn c ? Stream.of(c.name()) : Stream.empty())
            .toList();
    return columns.size() == parts.size() ? Optional.of(columns) : Optional.empty();
  }
}
