package dev.santokit.cli.dev;

import dev.santokit.cli.http.Http;
import dev.santokit.cli.process.TetheredProcess;
import dev.santokit.cli.process.TetheredProcess.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The server as a child of {@code stk dev}. */
final class ServerProcess {

  /** Calls that run are given this long to end. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

  /** The first compiler and the simplest collector start fastest and take least. */
  private static final List<String> JVM =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final TetheredProcess process;
  private final URI release;

  private ServerProcess(TetheredProcess process, URI release) {
    this.process = process;
    this.release = release;
  }

  /**
   * Starts it; it does not answer yet when this returns.
   *
   * @param jar of the server
   * @param workingDirectory where it runs
   * @param environment how it is configured
   * @param managementPort where it says which release it serves
   * @param log told each line that it prints, on a thread of its own
   */
  static ServerProcess start(
      Path jar,
      Path workingDirectory,
      Map<String, String> environment,
      int managementPort,
      Consumer<String> log) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(JVM);
    command.addAll(List.of("-jar", jar.toString()));
    TetheredProcess process =
        TetheredProcess.start(command, environment, workingDirectory, Ending.TERM, Redirect.PIPE);
    Thread.ofPlatform().name("server-log").daemon().start(() -> relay(process, log));
    return new ServerProcess(
        process, URI.create("http://127.0.0.1:" + managementPort + "/q/release"));
  }

  /** Completes when it has ended, with its exit status. */
  CompletableFuture<Integer> exited() {
    return process.exited();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it serves; empty while it does not answer. */
  Optional<ReleaseStatus> status(Http http) throws InterruptedException {
    try {
      return ReleaseStatus.parse(http.get(release, LONGEST_ANSWER).body());
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** Lets it end its calls and waits for it. */
  void stop() {
    process.stop(LONGEST_STOP);
  }

  private static void relay(TetheredProcess process, Consumer<String> log) {
    try (var lines =
        new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(log);
    } catch (IOException | UncheckedIOException ended) {
      // Its end of the pipe is gone, and so is it.
    }
  }
}
