package dev.santokit.cli.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The file in which Postgres says which process works on its data and how far it has come.
 *
 * @param lines eight of them once it is complete
 */
record PidFile(List<String> lines) {

  private static final int LONGEST_STOP_SECONDS = 10;

  private static Path path(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** The file as it is, or empty when there is none. */
  static Optional<PidFile> of(Path data) throws IOException {
    try {
      return Optional.of(new PidFile(Files.readAllLines(path(data))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /**
   * Makes way for a start: ends a Postgres that outlived its stk, and removes the file where its
   * number now belongs to a stranger, as happens in containers, which count from one at each start.
   * A file of a process that is gone is left to Postgres, which knows best what it means.
   */
  static void clear(Path data) throws IOException {
    Optional<PidFile> file = of(data);
    if (file.flatMap(PidFile::process).isEmpty()) {
      return;
    }
    Optional<ProcessHandle> postgres = file.flatMap(f -> f.postgres(data));
    if (postgres.isPresent()) {
      end(postgres.get());
    } else {
      Files.deleteIfExists(path(data));
    }
  }

  /** Whether it takes connections. */
  boolean isReady() {
    return lines.size() >= 8 && lines.get(7).strip().equals("ready");
  }

  /** The process, when it lives and is a Postgres on these data. */
  Optional<ProcessHandle> postgres(Path data) {
    return process()
        .filter(process ->
            process
                .info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                .orElse(false));
  }

  private Optional<ProcessHandle> process() {
    return lines.stream()
        .findFirst()
        .filter(line -> line.matches("[0-9]{1,18}"))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
        .filter(ProcessHandle::isAlive);
  }

  private static void end(ProcessHandle process) throws IOException {
    try {
      // Fast shutdown; ProcessHandle.destroy would ask for the one that waits for all sessions.
      new ProcessBuilder("/bin/sh", "-c", "kill -s INT " + process.pid()).start().waitFor();
      process.onExit().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stubborn) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    } catch (ExecutionException unknown) {
      throw new IOException("cannot tell whether process " + process.pid() + " has ended", unknown);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
