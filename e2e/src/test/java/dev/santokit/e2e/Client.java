package dev.santokit.e2e;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that calls one function all the time, from its creation to its end, and notes what
 * failed.
 */
final class Client implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;

  private final Thread thread;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean ended;

  Client(Http http, String path, String params) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              while (!ended) {
                call(http, path, params);
              }
            });
  }

  private void call(Http http, String path, String params) {
    calls.incrementAndGet();
    try {
      var answer = http.call(path, params);
      if (answer.status() != 200) {
        failures.add(answer.status() + " " + answer.response().body());
      }
      Thread.sleep(PAUSE_MILLIS);
    } catch (IOException noAnswer) {
      failures.add(noAnswer.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }

  /** What did not go well so far. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
