package dev.santokit.schema.apply;

/** Told of each statement before it runs. It must not throw, and not take long: locks are held. */
@FunctionalInterface
public interface Progress {

  /** Listens to nothing. */
  Progress NONE = (part, ordinal, count, sql) -> {};

  /**
   * A statement begins.
   *
   * @param ordinal counts from 1
   * @param count how many the part has from where it begins this time
   * @param sql the statement, or the whole file of a migration written by hand
   */
  void begins(Part part, int ordinal, int count, String sql);
}
