package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.vault.ProjectVault;
import dev.santokit.project.vault.SecretAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk secret delete}. */
@Command(
    name = "delete",
    description = "Take a secret out of the project's vault.",
    footer = {"", "Example: stk secret delete OLD_API_KEY my-app"})
final class SecretDelete implements Callable<Integer> {

  /** The status follows the vault within a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description = "Ask the cluster whether it would do, and change nothing.")
  boolean dryRun;

  SecretDelete(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!SecretAddress.isName(name)) {
      throw CommandFailure.notFound("no secret can have the name " + name, null);
    }
    String project = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      ProjectVault vault = new ProjectVault(cluster, project);
      String needed =
          vault.names().byConfig().contains(name) ? ", which the configuration names" : "";
      terminal.consent(
          "delete " + name + " from " + vault.title() + needed, yes || dryRun, "--yes");
      vault.remove(name, PATIENCE, dryRun);
      terminal.result(
          name + (dryRun ? " could be deleted from " : " deleted from ") + vault.title());
    }
    return ExitCode.DONE.number();
  }
}
