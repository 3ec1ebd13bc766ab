package dev.santokit.project.config;

import org.jspecify.annotations.Nullable;

/**
 * Connections to a database.
 *
 * @param max the most that one server holds
 * @param total the most that all servers hold together; null without such a bound
 * @param mode what a connection is
 */
public record Pool(int max, @Nullable Integer total, Mode mode) {

  /** What a project gets that says nothing. */
  public static final Pool DEFAULT = new Pool(10, null, Mode.SESSION);

  /** The most that {@code max} and {@code total} may ask for. */
  static final int MOST = 10_000;

  /** What a connection is. */
  public enum Mode {
    /** A connection to Postgres, or through a pooler that keeps one for the session. */
    SESSION,
    /** Through a pooler that gives each transaction another connection: nothing stays prepared. */
    TRANSACTION
  }

  /** The most that a server may hold when {@code servers} of them run at once; at least 1. */
  public int perServer(int servers) {
    return total == null ? max : Math.max(1, Math.min(max, total / servers));
  }
}
