package dev.santokit.server.worker;

/** Code of a project that runs. */
@FunctionalInterface
public interface Guest {

  /**
   * Ends whatever runs in it, from another thread. Returns when it has ended, or when its thread is
   * certain to notice at its next step.
   */
  void cut();
}
