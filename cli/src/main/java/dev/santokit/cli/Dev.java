package dev.santokit.cli;

import dev.santokit.cli.dev.DevOptions;
import dev.santokit.cli.dev.DevSession;
import dev.santokit.cli.dev.ServerJar;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk dev}. */
@Command(
    name = "dev",
    description = "Run a project on this machine and follow its files.",
    footer = {
      "",
      "Brings a Postgres along, whose data stay in .stk/postgres. A file with an error changes nothing: the last"
          + " version goes on serving. Tables follow schema/ as it is saved; what would lose data is"
          + " asked first.",
      "",
      "Example: stk dev my-app --port 8080"
    })
final class Dev implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where calls are answered, on 127.0.0.1; 0 takes any. Default: ${DEFAULT-VALUE}.")
  int port = 8080;

  @Option(
      names = "--db-url",
      paramLabel = "[ALIAS=]URL",
      description =
          "Use this Postgres instead: postgres://user:password@host/database. May be repeated, one for an alias.")
  List<String> dbUrl = new ArrayList<>();

  @Option(names = "--fresh", description = "Begin with empty databases: schema and seed run anew.")
  boolean fresh;

  @Option(
      names = {"-y", "--yes"},
      description =
          "Agree to all changes of tables without being asked, also to those that lose data.")
  boolean yes;

  Dev(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw CommandFailure.usage("--port is a number from 0 to 65535", null);
    }
    Map<String, String> urls = DatabaseUrls.byAlias(dbUrl);
    if (fresh && !urls.isEmpty()) {
      throw CommandFailure.usage(
          "--fresh empties the databases that stk brings along, not one behind --db-url",
          "empty that one yourself");
    }
    String home = System.getProperty("stk.home");
    DevOptions options =
        new DevOptions(
            ProjectLocation.find(terminal.workingDirectory(), dir),
            port,
            urls,
            fresh,
            yes,
            ServerJar.find(terminal.environment(), home == null ? null : Path.of(home)),
            terminal.environment());
    return new DevSession(options, terminal, Build.current().postgres()).run().number();
  }
}
