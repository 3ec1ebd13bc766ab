package dev.santokit.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the JDK learns of a program's classes in a run that does what the program usually does. A
 * start with it (an AOT cache) takes a fraction of the time. The JDK accepts it only beside exactly
 * the files that it was made with, their times included.
 */
final class Training {

  /** Loading the machine with this build must not make it fail. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final Program program;
  private final Path java;
  private final Path jar;
  private final Path work;

  /**
   * Prepares one.
   *
   * @param java the launcher of the runtime that is in the image
   * @param jar the program's, with all that stands beside it in the image
   * @param work a folder for what runs leave behind
   */
  Training(Program program, Path java, Path jar, Path work) {
    this.program = program;
    this.java = java;
    this.jar = jar;
    this.work = work;
  }

  /** What a program does in a run. */
  interface Exercise extends AutoCloseable {

    /** Variables for the process. */
    Map<String, String> environment();

    /**
     * Whether the process serves by now; asked again until it does.
     *
     * @throws IOException when it does not answer yet
     */
    boolean serves() throws IOException;

    /** Has it do its work, once it serves. */
    void work() throws IOException, BuildFailed;

    @Override
    void close() throws IOException;
  }

  /**
   * Runs the program and writes what was learnt.
   *
   * @param cache the file for it
   */
  void learn(Exercise exercise, Path cache) throws BuildFailed {
    run(exercise, "learn", List.of("-XX:AOTCacheOutput=" + cache));
    if (!Files.isRegularFile(cache)) {
      throw new BuildFailed("training of " + program.name() + " left no cache" + log("learn"));
    }
  }

  /** Runs the program with what was learnt, and fails when the JDK does not accept it. */
  void prove(Exercise exercise, Path cache) throws BuildFailed {
    run(exercise, "prove", List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
  }

  private void run(Exercise exercise, String step, List<String> flags) throws BuildFailed {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.addAll(program.flags());
    words.addAll(flags);
    words.addAll(List.of("-jar", jar.toString()));
    var builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve(step + ".log").toFile());
    builder.environment().putAll(exercise.environment());
    Process process = null;
    try {
      process = builder.start();
      await(process, exercise, step);
      exercise.work();
      process.destroy(); // SIGTERM, as in a cluster; what was learnt is written at the end
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new BuildFailed(program.name() + " does not end" + log(step));
      }
    } catch (IOException failed) {
      throw new BuildFailed(
          program.name() + " cannot be run: " + failed.getMessage() + log(step), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BuildFailed("interrupted", interrupted);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private void await(Process process, Exercise exercise, String step)
      throws BuildFailed, InterruptedException {
    Instant end = Instant.now().plus(LONGEST);
    while (!serves(exercise)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new BuildFailed(program.name() + " does not serve" + log(step));
      }
      Thread.sleep(50);
    }
  }

  private static boolean serves(Exercise exercise) {
    try {
      return exercise.serves();
    } catch (IOException notYet) {
      return false;
    }
  }

  private String log(String step) {
    Path log = work.resolve(step + ".log");
    try {
      return ":\n" + Files.readString(log).strip();
    } catch (IOException none) {
      return ", and " + log + " cannot be read";
    }
  }
}
