package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.vault.Unseen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stk secret}. */
@Command(
    name = "secret",
    description = "Set the secrets of a project in a cluster. No command shows a value.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: stk secret set DATABASE_URL my-app"})
final class Secret implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  /** With its subcommands. */
  static CommandLine command(Terminal terminal) {
    return command(terminal, Unseen.CONSOLE);
  }

  /** With another way to type a value unseen. */
  static CommandLine command(Terminal terminal, Unseen unseen) {
    return new CommandLine(new Secret())
        .addSubcommand(new SecretSet(terminal, unseen))
        .addSubcommand(new SecretList(terminal))
        .addSubcommand(new SecretDelete(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
