package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code stk dev} as someone starts it in a terminal: a process of its own, seen from outside. */
final class DevRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What a question ends with: no line end. */
  private static final String QUESTION = "(y/N) ";

  private static final Pattern SERVING = Pattern.compile("Serving \\S+ at (http://\\S+)");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  final Process process;
  final Path folder;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  private DevRun(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    read(process.getInputStream(), out);
    read(process.getErrorStream(), err);
  }

  /** Starts it on a project; {@link #url} waits until it serves. */
  static DevRun start(Path folder, String... options) throws IOException {
    return start(folder, false, options);
  }

  /**
   * Starts it.
   *
   * @param answers as where a person looks at it and types, see {@link #types}
   */
  static DevRun start(Path folder, boolean answers, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstk.answers=" + answers,
                "-cp",
                Path.of("target/stk.jar").toAbsolutePath().toString(),
                "dev.santokit.cli.Stk",
                "dev",
                folder.toString()));
    command.addAll(List.of(options));
    if (!List.of(options).contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put(
            "STK_RUNTIME",
            Path.of("../server-runtime/target/quarkus-app/quarkus-run.jar")
                .toAbsolutePath()
                .normalize()
                .toString());
    return new DevRun(builder.start(), folder);
  }

  /** A sample in a folder of its own. */
  static Path copy(String sample, Path to) throws IOException {
    Path from = Path.of("../samples", sample).toAbsolutePath().normalize();
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path relative = from.relativize(each);
        if (!relative.startsWith(".stk")) {
          Path target = to.resolve(relative.toString());
          if (Files.isDirectory(each)) {
            Files.createDirectories(target);
          } else {
            Files.copy(each, target);
          }
        }
      }
    }
    return to;
  }

  private static void read(InputStream stream, List<String> lines) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var reader =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
              line.append(next == '\n' ? "" : String.valueOf((char) next));
              if (next == '\n' || line.toString().endsWith(QUESTION)) {
                lines.add(line.toString());
                line.setLength(0);
              }
            }
          } catch (IOException ended) {
            // so has the process
          }
        });
  }

  /** Where it answers. */
  String url() {
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.isAlive()).as("dev runs: %s", this).isTrue())
        .until(() -> out.stream().anyMatch(line -> SERVING.matcher(line).matches()));
    return out.stream()
        .map(SERVING::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  /** Calls a function, anonymously. */
  HttpResponse<String> call(String path, String params) throws IOException, InterruptedException {
    return call(path, params, "");
  }

  /**
   * Calls a function.
   *
   * @param token empty for none
   */
  HttpResponse<String> call(String path, String params, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/call"))
            .timeout(Duration.ofSeconds(30))
            .POST(
                BodyPublishers.ofString("{\"path\":\"%s\",\"params\":%s}".formatted(path, params)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** A person types a line. */
  void types(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for a text in what it says on err, from line {@code from} on. */
  void says(int from, String text) {
    await()
        .atMost(PATIENCE)
        .alias("dev says " + text)
        .untilAsserted(() -> assertThat(said(from)).contains(text));
  }

  void says(String text) {
    says(0, text);
  }

  /** How many lines it has said so far. */
  int lines() {
    return err.size();
  }

  String said(int from) {
    return String.join("\n", err.subList(from, err.size()));
  }

  /** All processes below it. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Waits until it has ended by itself. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }

  @Override
  public String toString() {
    return String.join("\n", out) + "\n" + String.join("\n", err);
  }
}
