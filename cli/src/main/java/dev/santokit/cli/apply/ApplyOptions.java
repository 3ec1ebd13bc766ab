package dev.santokit.cli.apply;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.project.quantity.Durations;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of all commands that apply. */
public final class ApplyOptions {

  @Option(
      names = "--dry-run",
      description =
          "Say what would change and write nothing. The API server is asked whether it would take"
              + " it.")
  boolean dryRun;

  @Option(
      names = "--force-conflicts",
      description = "Take over fields that somebody else applied with another value.")
  boolean forceConflicts;

  @Option(names = "--no-wait", description = "Do not wait until the cluster serves it.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "How long to wait at most. Default: ${DEFAULT-VALUE}.")
  String timeout = "5m";

  /** Whether nothing is to be written. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** How long to wait at most. */
  public Duration timeout() {
    return Durations.parse(timeout)
        .orElseThrow(() -> CommandFailure.usage("--timeout is " + Durations.GRAMMAR, null));
  }
}
