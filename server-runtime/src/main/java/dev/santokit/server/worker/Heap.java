package dev.santokit.server.worker;

/**
 * Whether the memory of the server is about to be filled. The bound of what a call may allocate
 * says nothing about what it keeps, and is larger than the memory of a small server.
 */
final class Heap {

  /** Above this it is worth a look at what of it is garbage; young garbage alone stays below. */
  private static final double SUSPICIOUS = 0.45;

  /**
   * Arrays grow by half, and the old one is there until the new one is filled; both must fit into
   * what is left beside the young generation.
   */
  private static final double FULL = 1.0 / 3;

  private final Runtime runtime = Runtime.getRuntime();

  /** How many bytes calls must have allocated together before they can be what fills the heap. */
  long suspicion() {
    return runtime.maxMemory() / 4;
  }

  /** Whether it could be; cheap. */
  boolean isSuspicious() {
    return used() > SUSPICIOUS;
  }

  /** Whether it is: all garbage is collected for that. */
  @SuppressWarnings("ExplicitGc") // nothing else says what is garbage, and a crash would cost more
  boolean isFull() {
    System.gc();
    return used() > FULL;
  }

  private double used() {
    return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
  }
}
