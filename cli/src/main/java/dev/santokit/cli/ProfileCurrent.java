package dev.santokit.cli;

import dev.santokit.cli.profile.Profiles;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stk profile current}. */
@Command(
    name = "current",
    description = "Print the name of the profile that commands use.",
    footer = {"", "Example: stk profile current"})
final class ProfileCurrent implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  ProfileCurrent(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String chosen = terminal.environment().getOrDefault("STK_PROFILE", "");
    String current = chosen.isBlank() ? Profiles.read(terminal).current() : chosen;
    if (current == null) {
      throw CommandFailure.notFound(
          "there is no current profile: commands take the kubeconfig's current context",
          "stk profile use NAME");
    }
    terminal.result(current);
    return ExitCode.DONE.number();
  }
}
