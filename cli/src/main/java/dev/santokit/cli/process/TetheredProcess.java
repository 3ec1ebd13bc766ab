package dev.santokit.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child that ends when this process does, also when this process is killed without a chance to
 * clean up. A small shell stands between: it holds the other end of a pipe, and when the pipe
 * closes, for whatever reason, it sends the child its signal. Stopping is closing the pipe, too, so
 * that there is one way to end.
 */
public final class TetheredProcess {

  /** How a child is asked to end. */
  public enum Ending {
    /** What most processes take for a request to finish in order. */
    TERM,
    /** Postgres' fast shutdown: sessions are cut, data is written. */
    INT
  }

  private static final String SHELL =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      { read -r _ <&3; kill -s "$ENDING" "$child" 2>/dev/null; } &
      watcher=$!
      exec 3<&-
      wait "$child"
      status=$?
      kill "$watcher" 2>/dev/null
      exit "$status"
      """;

  private final Process shell;

  private TetheredProcess(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts a command.
   *
   * @param environment added to this process's variables
   * @param output where its output and error output go together; {@link Redirect#PIPE} to read them
   *     from {@link #output}
   * @throws UncheckedIOException when there is no {@code /bin/sh} or no process to be had; a
   *     command that does not exist ends with status 127
   */
  public static TetheredProcess start(
      List<String> command,
      Map<String, String> environment,
      Path workingDirectory,
      Ending ending,
      Redirect output) {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // A session of its own: Ctrl-C goes to the whole group of a terminal, and the children
      // should end in our order instead of all at once.
      line.add("/usr/bin/setsid");
    }
    line.addAll(List.of("/bin/sh", "-c", SHELL, "sh"));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(workingDirectory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().putAll(environment);
    builder.environment().put("ENDING", ending.name());
    try {
      return new TetheredProcess(builder.start());
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** What it prints, when it was started with {@link Redirect#PIPE}. */
  public InputStream output() {
    return shell.getInputStream();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Its exit status, once it has ended; 128 and the signal's number when a signal ended it. */
  public CompletableFuture<Integer> exited() {
    return shell.onExit().thenApply(Process::exitValue);
  }

  /**
   * Asks it to end and waits.
   *
   * @param grace after which it is killed
   */
  public void stop(Duration grace) {
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException hurry) {
      kill();
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      kill();
    }
  }

  private void kill() {
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }
}
