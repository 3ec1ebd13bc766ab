package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stk logic}. */
@Command(
    name = "logic",
    description = "Work with a project's functions alone.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: stk logic apply my-app && stk logic list my-app"})
final class Logic implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return new CommandLine(new Logic())
        .addSubcommand(new LogicApply(terminal))
        .addSubcommand(new LogicList(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
