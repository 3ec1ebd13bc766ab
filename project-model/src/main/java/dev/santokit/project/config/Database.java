package dev.santokit.project.config;

import org.jspecify.annotations.Nullable;

/**
 * A database of the project.
 *
 * @param url where calls run, as the runtime role
 * @param readUrl where calls of {@code readOnly} functions run, a replica for example; null where
 *     that is {@code url}
 * @param pool how many connections serve them
 * @param migration where its schema is changed; null where {@code url} is used for that too. The
 *     server never learns it
 */
public record Database(
    SecretText url, @Nullable SecretText readUrl, Pool pool, @Nullable Migration migration) {

  /** A database without a replica whose schema is changed by the role that runs calls. */
  public Database(SecretText url, Pool pool) {
    this(url, null, pool, null);
  }

  /** As a server knows it: without a migration. */
  public Database served(Pool pool) {
    return new Database(url, readUrl, pool, null);
  }

  /**
   * How the schema of a database is changed.
   *
   * @param url as the role that owns the tables
   * @param devUrl an empty database of the same version to try plans on; null without
   */
  public record Migration(SecretText url, @Nullable SecretText devUrl) {}
}
