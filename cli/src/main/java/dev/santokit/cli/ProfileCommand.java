package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stk profile}. */
@Command(
    name = "profile",
    description = "Name clusters, and choose the one that commands work on.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Without a profile, commands take the kubeconfig's current context.",
      "",
      "Example: stk profile set prod --hub-url https://k8s.example.com:6443 --namespace shop --token -"
    })
final class ProfileCommand implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return new CommandLine(new ProfileCommand())
        .addSubcommand(new ProfileList(terminal))
        .addSubcommand(new ProfileCurrent(terminal))
        .addSubcommand(new ProfileUse(terminal))
        .addSubcommand(new ProfileSet(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
