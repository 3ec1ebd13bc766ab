package dev.santokit.cli;

import dev.santokit.cli.apply.Part;
import dev.santokit.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stk config apply}. */
@Command(
    name = "apply",
    aliases = "push",
    description = "Bring a project's configuration and permissions into the cluster.",
    footer = {
      "",
      "Functions and schema stay as they are. With --only, so do the parts that it does not name.",
      "",
      "Example: stk config apply my-app --only auth,permissions"
    })
final class ConfigApply implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Applying applying = new Applying();

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; several with commas. Default: all.")
  List<Part> only = new ArrayList<>();

  ConfigApply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Set<Part> parts = only.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(only);
    return applying.run(terminal, run -> run.config(parts));
  }
}
