package dev.santokit.server.fetch;

/** Asks other servers for logic. For any number of threads. */
@FunctionalInterface
public interface Fetcher {

  /**
   * Begins to ask.
   *
   * @param done called on another thread when the answer is there, or is certain not to come
   */
  Asking start(FetchRequest request, Runnable done);
}
