package dev.santokit.server.http;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The requests that are being answered, so that the server can wait for the last one. */
final class Requests {

  private final Tally running = new Tally();
  private final Vertx vertx;
  private final RequestMemory memory;

  Requests(Vertx vertx, RequestMemory memory) {
    this.vertx = vertx;
    this.memory = memory;
  }

  /** What their bodies may take. */
  RequestMemory memory() {
    return memory;
  }

  /** Does something in a while that no request waits for. */
  void later(long millis, Runnable work) {
    vertx.setTimer(millis, timer -> work.run());
  }

  void begin() {
    running.begin();
  }

  void end() {
    running.end();
  }

  int count() {
    return running.count();
  }

  /** Waits until none runs or the time is over. */
  void awaitNone(Duration most) throws InterruptedException {
    running.awaitNone(most);
  }
}
