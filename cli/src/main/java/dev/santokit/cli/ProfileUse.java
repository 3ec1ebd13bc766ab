package dev.santokit.cli;

import dev.santokit.cli.profile.Profiles;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stk profile use}. */
@Command(
    name = "use",
    description = "Make a profile the one that commands use.",
    footer = {"", "Example: stk profile use prod"})
final class ProfileUse implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(paramLabel = "NAME", description = "A profile of stk profile list.")
  String name = "";

  ProfileUse(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Profiles profiles = Profiles.read(terminal);
    if (profiles.named(name).isEmpty()) {
      throw CommandFailure.notFound(
          "no profile \"" + name + "\"",
          profiles.profiles().isEmpty()
              ? "set one: stk profile set " + name + " --hub-url URL"
              : "there are: " + String.join(", ", profiles.profiles().keySet()));
    }
    profiles.using(name).write(terminal);
    return ExitCode.DONE.number();
  }
}
