package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stk project}. */
@Command(
    name = "project",
    description = "Make, show and delete projects on a cluster.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: stk project create my-app -n shop && stk project info my-app -n shop"})
final class ProjectCommand implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return new CommandLine(new ProjectCommand())
        .addSubcommand(new ProjectCreate(terminal))
        .addSubcommand(new ProjectList(terminal))
        .addSubcommand(new ProjectInfo(terminal))
        .addSubcommand(new ProjectSet(terminal))
        .addSubcommand(new ProjectDelete(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
