package dev.santokit.schema.model;

import java.util.Comparator;

/** The name of a table or type with that of its schema, both as Postgres stores them. */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {

  private static final Comparator<QualifiedName> ORDER =
      Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

  /** As it stands in a statement: {@code "app"."users"}. */
  public String sql() {
    return Quote.identifier(schema) + "." + Quote.identifier(name);
  }

  @Override
  public int compareTo(QualifiedName other) {
    return ORDER.compare(this, other);
  }

  /** As it stands in a message: {@code app.users}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
