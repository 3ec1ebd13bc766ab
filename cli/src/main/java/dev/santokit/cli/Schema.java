package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stk schema}. */
@Command(
    name = "schema",
    description = "Make databases what schema/ says, by plans that can be read first.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: stk schema plan my-app && stk schema apply my-app"})
final class Schema implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return new CommandLine(new Schema())
        .addSubcommand(new SchemaPlanCommand(terminal))
        .addSubcommand(new SchemaApply(terminal))
        .addSubcommand(new SchemaApprove(terminal))
        .addSubcommand(new SchemaReject(terminal))
        .addSubcommand(new SchemaStatus(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
