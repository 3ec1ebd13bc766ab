package dev.santokit.schema.catalogue;

/**
 * How large a table is.
 *
 * @param rows as Postgres estimates; -1: it never counted them
 * @param bytes on disk, with indexes and long values
 */
public record Size(long rows, long bytes) {

  /** Of a table that is not in the database, or nobody asks for its size. */
  public static final Size NONE = new Size(0, 0);
}
