package dev.santokit.server.call;

/**
 * A function of a release, compiled once when the release was loaded. For any number of threads.
 */
public interface Executable {

  /**
   * Runs it. Blocks until the answer is there; whatever thread calls may be a virtual one.
   *
   * @throws Refusal when there is no answer. Anything else that is thrown is a defect: the caller
   *     gets INTERNAL_ERROR, the log the rest.
   */
  Answer run(Invocation invocation);
}
