package dev.santokit.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A command as somebody would type it, in a folder and with an environment. */
record Command(
    Path folder, Map<String, String> environment, Duration patience, List<String> words) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Command of(Path folder, Map<String, String> environment, String... words) {
    return new Command(folder, environment, Duration.ofMinutes(2), List.of(words));
  }

  Command patience(Duration time) {
    return new Command(folder, environment, time, words);
  }

  /** Runs it without anything on its standard input. */
  Ran run() {
    return run("");
  }

  /** Runs it to its end, which must come within its patience. */
  Ran run(String input) {
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        var out = text(process.getInputStream(), readers);
        var err = text(process.getErrorStream(), readers);
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(UTF_8));
        }
        boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
        }
        var ran = new Ran(String.join(" ", words), process.exitValue(), out.join(), err.join());
        assertThat(ended).as("within %s: %s", patience, ran).isTrue();
        return ran;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(String.join(" ", words), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(String.join(" ", words), interrupted);
    }
  }

  private static CompletableFuture<String> text(InputStream stream, Executor readers) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        },
        readers);
  }

  /** What a command did. */
  record Ran(String command, int code, String out, String err) {

    Ran succeeds() {
      return ends(0);
    }

    Ran ends(int expected) {
      assertThat(code).as("exit code of %s", this).isEqualTo(expected);
      return this;
    }

    Ran fails() {
      assertThat(code).as("exit code of %s", this).isNotZero();
      return this;
    }

    /** Some line of either stream has this text. */
    Ran says(String text) {
      assertThat(out + err).as(command).contains(text);
      return this;
    }

    /** What it wrote to standard output, without the last line's end. */
    String text() {
      return out.stripTrailing();
    }

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException noJson) {
        throw new AssertionError("no JSON from " + this, noJson);
      }
    }

    @Override
    public String toString() {
      return "$ %s%n%s%s(exit code %d)".formatted(command, out, err, code);
    }
  }
}
