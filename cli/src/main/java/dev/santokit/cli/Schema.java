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
    description = "Bring databases to what schema/ says.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: stk schema apply my-app --db-url - < owner-url.txt"})
final class Schema implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return new CommandLine(new Schema()).addSubcommand(new SchemaApply(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
