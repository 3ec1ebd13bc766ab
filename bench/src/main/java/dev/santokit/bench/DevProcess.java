package dev.santokit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code ./stk dev} on a project, as someone starts it in a terminal. */
final class DevProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest call;
  private final long began;
  private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts it.
   *
   * @param body of the call that {@link #await} makes
   */
  DevProcess(Workplace workplace, Path project, String body) throws IOException {
    int port = ServerProcess.freePort();
    call =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/call"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(body))
            .build();
    began = System.nanoTime();
    process =
        new ProcessBuilder(
                workplace.home().resolve("stk").toString(),
                "dev",
                project.toString(),
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    Thread.ofPlatform().daemon().start(this::collect);
  }

  /** Calls until the answer is such, and returns how long that took, counted from now. */
  Duration await(Predicate<String> answer) throws IOException, InterruptedException {
    long from = System.nanoTime();
    while (System.nanoTime() - from < PATIENCE.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException("stk dev has ended:\n" + String.join("\n", texts()));
      }
      String answered = answerOrNull();
      if (answered != null && answer.test(answered)) {
        return Duration.ofNanos(System.nanoTime() - from);
      }
      Thread.sleep(2);
    }
    throw new IOException("no such answer in time:\n" + String.join("\n", texts()));
  }

  /** What it has printed, each line with the time since the start. */
  List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException end) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Null while nobody listens, and when the answer is an error. */
  private @Nullable String answerOrNull() throws InterruptedException {
    try {
      var response = client.send(call, BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : null;
    } catch (IOException notYet) {
      return null;
    }
  }

  private List<String> texts() {
    return lines().stream().map(Line::text).toList();
  }

  private void collect() {
    try (BufferedReader reader = process.inputReader()) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        lines.add(new Line(Duration.ofNanos(System.nanoTime() - began), text));
      }
    } catch (IOException ended) {
      lines.add(new Line(Duration.ofNanos(System.nanoTime() - began), ended.toString()));
    }
  }

  /**
   * A line that it printed.
   *
   * @param at since the start
   */
  record Line(Duration at, String text) {}
}
