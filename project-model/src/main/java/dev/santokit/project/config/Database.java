package dev.santokit.project.config;

import org.jspecify.annotations.Nullable;

/**
 * A database of the project.
 *
 * @param url where calls run, as the runtime role
 * @param pool how many connections serve them
 * @param migration where the schema is changed; null when that is {@code url}. The server never
 *     gets to know it
 */
public record Database(SecretText url, Pool pool, @Nullable Migration migration) {

  /**
   * Where the schema engine works.
   *
   * @param url a direct connection as the role that owns the schema
   * @param devUrl an empty scratch database of the same major version; null without
   */
  public record Migration(SecretText url, @Nullable SecretText devUrl) {}
}
