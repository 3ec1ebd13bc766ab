package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import org.jspecify.annotations.Nullable;

/**
 * A schema in the sense of Postgres: a space of names.
 *
 * @param range null: no file declares it, which only {@code public} may do
 */
public record Namespace(String name, @Nullable String comment, @Nullable Range range) {

  /** The one that every database has, and where what names no schema goes. */
  public static final String PUBLIC = "public";
}
