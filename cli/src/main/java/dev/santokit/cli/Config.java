package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stk config}. */
@Command(
    name = "config",
    description = "Work with a project's configuration and permissions alone.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: stk config apply my-app --only permissions"})
final class Config implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return new CommandLine(new Config())
        .addSubcommand(new ConfigApply(terminal))
        .addSubcommand(new ConfigShow(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
