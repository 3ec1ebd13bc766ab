package dev.santokit.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory large bodies of requests may take together. Small ones are not counted: there are
 * never more of them than connections.
 */
final class RequestMemory {

  /** What a body may take without being counted. */
  static final int SMALL = 16 * 1024;

  private final AtomicLong left;

  /** Of so many bytes. */
  RequestMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** A part of the heap, since a body takes many times its size once it is read as JSON. */
  static RequestMemory ofHeap(int largestBody) {
    return new RequestMemory(Math.max(Runtime.getRuntime().maxMemory() / 32, 2L * largestBody));
  }

  /** Whether so many bytes could be taken. */
  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  /** Gives back what was taken. */
  void giveBack(int bytes) {
    if (bytes > 0) {
      left.addAndGet(bytes);
    }
  }
}
