package dev.santokit.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A client that calls at a steady rate as long as answers come within a second, and counts what
 * fails: every answer but 200, and every connection that breaks.
 */
final class Calls implements AutoCloseable {

  private final HttpClient client;
  private final HttpRequest request;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final Semaphore patience;
  private final AtomicInteger answered = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Answer> last = new AtomicReference<>(new Answer("", 0));

  /**
   * An answer.
   *
   * @param sent when its call was sent, as System.nanoTime counts
   */
  private record Answer(String body, long sent) {}

  /** Begins to call. */
  Calls(URI server, String body, int perSecond) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    request =
        HttpRequest.newBuilder(server.resolve("/call"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build();
    // On a machine that has no time for its servers, more calls would only fail for that reason.
    patience = new Semaphore(perSecond);
    long period = 1_000_000_000L / perSecond;
    var _ = ticks.scheduleAtFixedRate(this::call, 0, period, TimeUnit.NANOSECONDS);
  }

  private void call() {
    if (!patience.tryAcquire()) {
      return;
    }
    Thread.startVirtualThread(() -> {
      long sent = System.nanoTime();
      try {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          answered.incrementAndGet();
          last.accumulateAndGet(
              new Answer(response.body(), sent),
              (one, other) -> one.sent > other.sent ? one : other);
        } else {
          failures.add(response.statusCode() + " " + response.body());
        }
      } catch (IOException broken) {
        failures.add(broken.toString());
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      } finally {
        patience.release();
      }
    });
  }

  /**
   * Waits for the first such answer.
   *
   * @return when its call was sent, as System.nanoTime counts
   */
  long await(Predicate<String> answer, Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Answer now = last.get();
      if (answer.test(now.body)) {
        return now.sent;
      }
      Thread.sleep(1);
    }
    throw new IOException("no such answer within " + patience + " but " + last.get().body);
  }

  int answered() {
    return answered.get();
  }

  /** What failed, one line each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    ticks.close();
    // It waits for answers that are on their way: they count, too.
    client.close();
  }
}
