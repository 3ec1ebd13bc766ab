package dev.santokit.cli.cluster;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.project.quantity.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks again and again until the cluster has followed. */
public final class Polling {

  private static final Duration INTERVAL = Duration.ofMillis(300);

  private Polling() {}

  /**
   * Looks until there is something.
   *
   * @param timeout how long at most
   * @param awaited what does not come in time, for the failure: {@code the vault key of shop}
   * @param hint what to do then
   * @param look empty to look again
   * @throws CommandFailure when it does not come in time
   */
  public static <T> T until(
      Duration timeout, String awaited, @Nullable String hint, Supplier<Optional<T>> look)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() >= end) {
        throw new CommandFailure(
            ExitCode.TIMED_OUT,
            "waited %s for %s in vain".formatted(Durations.text(timeout), awaited),
            hint,
            null);
      }
      Thread.sleep(INTERVAL);
    }
  }

  /**
   * A duration of the command line.
   *
   * @param option its name, for the failure
   * @throws CommandFailure when it is none
   */
  public static Duration duration(String option, String text) {
    return Durations.parse(text)
        .orElseThrow(() -> CommandFailure.usage(option + " is " + Durations.GRAMMAR, null));
  }
}
