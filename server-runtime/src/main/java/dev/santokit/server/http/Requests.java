package dev.santokit.server.http;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests that are being answered, so that the server can wait for the last one. */
final class Requests {

  private final AtomicInteger running = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  private final Vertx vertx;

  Requests(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Does something in a while that no request waits for. */
  void later(long millis, Runnable work) {
    vertx.setTimer(millis, timer -> work.run());
  }

  void begin() {
    running.incrementAndGet();
  }

  void end() {
    if (running.decrementAndGet() == 0) {
      lock.lock();
      try {
        none.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  int count() {
    return running.get();
  }

  /** Waits until none runs or the time is over. */
  void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (running.get() > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
