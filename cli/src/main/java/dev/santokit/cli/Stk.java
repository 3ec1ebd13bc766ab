package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code stk}: its subcommands, and the process around them. */
@Command(
    name = "stk",
    description = "A backend from files: schema, configuration, logic.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: stk init my-app && stk dev my-app",
      "",
      "stk COMMAND --help says more."
    })
public final class Stk implements Runnable {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  private Stk() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Libraries have no place to log to, and a command says nothing about that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Terminal terminal =
        new Terminal(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, false, StandardCharsets.UTF_8),
            System.in,
            Path.of("").toAbsolutePath(),
            System.getenv(),
            // The launcher knows: asking Java costs more than all the rest of a start.
            Boolean.getBoolean("stk.interactive"),
            Boolean.getBoolean("stk.answers"));
    System.exit(run(terminal, arguments));
  }

  /** Runs a command in this process. */
  public static int run(Terminal terminal, String... arguments) {
    Failures failures = new Failures(terminal);
    CommandLine stk =
        new CommandLine(new Stk())
            .addSubcommand(new Init(terminal))
            .addSubcommand(new Validate(terminal))
            .addSubcommand(new Dev(terminal))
            .addSubcommand(ProjectCommand.command(terminal))
            .addSubcommand(new Apply(terminal))
            .addSubcommand(Logic.command(terminal))
            .addSubcommand(Config.command(terminal))
            .addSubcommand(Schema.command(terminal))
            .addSubcommand(Secret.command(terminal))
            .addSubcommand(new Status(terminal))
            .addSubcommand(new Logs(terminal))
            .addSubcommand(new Render(terminal))
            .addSubcommand(new Sync(terminal))
            .addSubcommand(ProfileCommand.command(terminal))
            .addSubcommand(new Call(terminal))
            .addSubcommand(new Token(terminal))
            .addSubcommand(new Version(terminal))
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.interactive() ? Ansi.ON : Ansi.OFF))
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures);
    int code = stk.execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
