package dev.santokit.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Commands as somebody types them.
 *
 * @param folder where they run
 * @param environment beside this process's own
 */
record Shell(Path folder, Map<String, String> environment) {

  /**
   * Runs a command to its end.
   *
   * @return what it wrote to standard output
   * @throws IOException with all that it wrote when it failed
   */
  String run(String... words) throws IOException, InterruptedException {
    return reading("", words);
  }

  /** As {@link #run}, with something on its standard input. */
  String reading(String input, String... words) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("santokit-bench-", ".err");
    try {
      var builder = new ProcessBuilder(words).directory(folder.toFile());
      builder.environment().putAll(environment);
      Process process = builder.redirectError(errors.toFile()).start();
      Thread.startVirtualThread(() -> write(process, input));
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            String.join(" ", words) + " failed:\n" + output + Files.readString(errors));
      }
      return output;
    } finally {
      Files.delete(errors);
    }
  }

  private static void write(Process process, String input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A command that goes on; whoever starts it ends it. */
  Process start(String... words) throws IOException {
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  static String[] words(List<String> first, String... rest) {
    return Stream.concat(first.stream(), Stream.of(rest)).toArray(String[]::new);
  }
}
